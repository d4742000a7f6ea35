using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Principal components, on the catalog of transforms.</summary>
public static class PcaCatalog
{
    public static PrincipalComponentAnalyzer ProjectToPrincipalComponents(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        string exampleWeightColumnName = null,
        int rank = PrincipalComponentAnalyzer.Defaults.Rank,
        int overSampling = PrincipalComponentAnalyzer.Defaults.Oversampling,
        bool ensureZeroMean = PrincipalComponentAnalyzer.Defaults.EnsureZeroMean,
        int? seed = null) =>
        catalog.ProjectToPrincipalComponents(new PrincipalComponentAnalyzer.ColumnOptions(
            outputColumnName, inputColumnName, exampleWeightColumnName, rank, overSampling, ensureZeroMean, seed));

    internal static PrincipalComponentAnalyzer ProjectToPrincipalComponents(
        this TransformsCatalog catalog, params PrincipalComponentAnalyzer.ColumnOptions[] columns) =>
        new(catalog.GetEnvironment(), columns);
}

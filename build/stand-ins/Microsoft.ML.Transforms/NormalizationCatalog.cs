using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Scaling, on the catalog of transforms.</summary>
public static class NormalizationCatalog
{
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        string outputColumnName,
        string inputColumnName = null,
        long maximumExampleCount = MinMaxColumn.DefaultMaximumExampleCount,
        bool fixZero = MinMaxColumn.DefaultFixZero)
    {
        var column = new MinMaxColumn(outputColumnName, inputColumnName, maximumExampleCount, fixZero);
        return new NormalizingEstimator(catalog.GetEnvironment(), column);
    }

    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = MinMaxColumn.DefaultMaximumExampleCount,
        bool fixZero = MinMaxColumn.DefaultFixZero) =>
        new(catalog.GetEnvironment(), [.. columns.Select(column =>
            new MinMaxColumn(column.OutputColumnName, column.InputColumnName, maximumExampleCount, fixZero))]);
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Assigns rows to clusters.</summary>
public sealed class ClusteringPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal ClusteringPredictionTransformer(IHostEnvironment env, TModel model, DataViewSchema inputSchema, string featureColumn)
        : base(env.Register(nameof(ClusteringPredictionTransformer<>)), model, inputSchema, featureColumn)
    {
    }

    internal ClusteringPredictionTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register(nameof(ClusteringPredictionTransformer<>)), ctx)
    {
    }

    internal static VersionInfo Version { get; } = new(
        modelSignature: "CLUSPRED",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(ClusteringPredictionTransformer<>).Assembly.FullName,
        loaderSignature: ClusteringPredictionTransformer.LoaderSignature);

    private protected override VersionInfo GetVersionInfo() => Version;

    private protected override IRowMapper MakeRowMapper(DataViewSchema inputSchema) =>
        ClusteringScorer.Bind(Host, (IFeatureScorer)Model, inputSchema, FeatureColumnName);
}

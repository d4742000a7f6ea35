using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(ClusteringPredictionTransformer<IPredictorProducing<VBuffer<float>>>), typeof(ClusteringPredictionTransformer), null,
    typeof(SignatureLoadModel), "", ClusteringPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads clustering transformers whatever their model.</summary>
internal static class ClusteringPredictionTransformer
{
    public const string LoaderSignature = "ClusteringPredXfer";

    public static ClusteringPredictionTransformer<IPredictorProducing<VBuffer<float>>> Create(IHostEnvironment env, ModelLoadContext ctx) => new(env, ctx);
}

using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class GaussianGraph(GaussianLikelihood likelihood) : LikelihoodGraph
{
    private readonly double _halfPrecision = 0.5 / (likelihood.StandardDeviation * likelihood.StandardDeviation);

    public override OnnxValue Mean(DecoderOutput decoded) => decoded.Means;

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => (x - decoded.Means).Square() * _halfPrecision;

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) => x.Graph.Number(likelihood.LogNormalizer);

    public override OnnxValue Losses(DecoderOutput decoded, OnnxValue x) =>
        (x - decoded.Means).Square().SumRows() * _halfPrecision + likelihood.LogNormalizer * decoded.Size;
}

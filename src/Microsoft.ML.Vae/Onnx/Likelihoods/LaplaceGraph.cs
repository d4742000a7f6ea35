using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class LaplaceGraph(LaplaceLikelihood likelihood) : LikelihoodGraph
{
    private readonly double _inverseScale = 1 / likelihood.Scale, _logNormalizer = Math.Log(2 * likelihood.Scale);

    public override OnnxValue Mean(DecoderOutput decoded) => decoded.Means;

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => (x - decoded.Means).Abs() * _inverseScale;

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) => x.Graph.Number(_logNormalizer);

    public override OnnxValue Losses(DecoderOutput decoded, OnnxValue x) =>
        (x - decoded.Means).Abs().SumRows() * _inverseScale + _logNormalizer * decoded.Size;
}

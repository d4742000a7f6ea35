using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class LearnedVarianceGraph(LearnedVarianceLikelihood likelihood) : LikelihoodGraph
{
    private static readonly double _logTwoPi = Math.Log(2 * Math.PI);

    public override OnnxValue Mean(DecoderOutput decoded) => decoded.Means;

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) =>
        (x - decoded.Means).Square() * LogVariance(decoded).Neg().Exp() * 0.5;

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) => (LogVariance(decoded) + _logTwoPi) * 0.5;

    public override OnnxValue Losses(DecoderOutput decoded, OnnxValue x)
    {
        OnnxValue logVariance = LogVariance(decoded);
        OnnxValue twice = (x - decoded.Means).Square() * logVariance.Neg().Exp() + logVariance;
        return twice.SumRows() * 0.5 + 0.5 * decoded.Size * _logTwoPi;
    }

    private OnnxValue LogVariance(DecoderOutput decoded) => decoded.LogVariance!.BoundLogVariance(
        2 * Math.Log(likelihood.MinimumStandardDeviation), LearnedVarianceLikelihood.HighestLogVariance);
}

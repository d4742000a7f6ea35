using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class ContinuousBernoulliGraph : LikelihoodGraph
{
    private const double Huge = 1e30;

    public override OnnxValue Mean(DecoderOutput decoded)
    {
        OnnxValue l = decoded.Means, size = l.Abs().Clip(1, Huge), one = l.Graph.Number(1);
        OnnxValue aboveHalf = one / OneMinusExp(size) - (one / size + 0.5);
        OnnxValue byDefinition = l.Greater(0).Select(aboveHalf, aboveHalf.Neg());
        return IsSmall(l).Select(Series(ContinuousBernoulliLikelihood.MeanSeries, l) * l, byDefinition) + 0.5;
    }

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => (PixelLosses(decoded, x) - Least(decoded, x)).Relu();

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x)
    {
        OnnxValue clipped = x.Clip(ContinuousBernoulliLikelihood.HalfLevel, 1 - ContinuousBernoulliLikelihood.HalfLevel);
        return Losses(LogOddsOf(clipped), x);
    }

    public override OnnxValue PixelLosses(DecoderOutput decoded, OnnxValue x) => Losses(decoded.Means, x);

    private static OnnxValue Losses(OnnxValue l, OnnxValue x) => LogPartition(l) - x * l;

    private static OnnxValue LogOddsOf(OnnxValue mean)
    {
        OnnxValue y = mean * 2 - 1, square = y * y;
        return Horner(ContinuousBernoulliLikelihood.Langevin, square) * y / (square.Neg() + 1);
    }

    private static OnnxValue LogPartition(OnnxValue l)
    {
        OnnxValue size = l.Abs().Clip(1, Huge);
        OnnxValue byDefinition = l.Relu() + (OneMinusExp(size).Log() - size.Log());
        OnnxValue bySeries = l * 0.5 + Series(ContinuousBernoulliLikelihood.LogPartitionSeries, l) * Square(l);
        return IsSmall(l).Select(bySeries, byDefinition);
    }

    private static OnnxValue OneMinusExp(OnnxValue size) => size.Neg().Exp().Neg() + 1;

    private static OnnxValue Series(double[] coefficients, OnnxValue l) => Horner(coefficients, Square(l));

    private static OnnxValue Horner(double[] coefficients, OnnxValue square) =>
        coefficients.Skip(2).Aggregate(square * coefficients[0] + coefficients[1], (sum, coefficient) => sum * square + coefficient);

    private static OnnxValue Square(OnnxValue l) => l.Square().Clip(0, 1);

    private static OnnxValue IsSmall(OnnxValue l) => l.Abs().Less(1);
}

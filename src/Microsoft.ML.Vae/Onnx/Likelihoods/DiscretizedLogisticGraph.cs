using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class DiscretizedLogisticGraph(DiscretizedLogisticLikelihood likelihood) : LikelihoodGraph
{
    private const double Level = DiscretizedLogisticLikelihood.SmallestScale;

    private readonly double _scale = likelihood.Scale, _inverseScale = 1 / likelihood.Scale;

    public override OnnxValue Mean(DecoderOutput decoded)
    {
        OnnxValue atBlack = decoded.Means * _inverseScale, atWhite = (decoded.Means - 1) * _inverseScale;
        OnnxValue integral = (atBlack.Softplus() - atWhite.Softplus()) * _scale;
        return integral + (Slope(atWhite) - Slope(atBlack)) * (Level * Level / (24 * _scale));
    }

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => (PixelLosses(decoded, x) - Least(decoded, x)).Relu();

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) =>
        IsNotWhite(x) * IsNotBlack(x) * -Math.Log(Math.Tanh(Level / (4 * _scale)));

    public override OnnxValue PixelLosses(DecoderOutput decoded, OnnxValue x)
    {
        OnnxValue error = x - decoded.Means;
        OnnxValue upper = (error + Level / 2) * _inverseScale, lower = (error - Level / 2) * _inverseScale;
        OnnxValue isNotWhite = IsNotWhite(x), isNotBlack = IsNotBlack(x);
        OnnxValue factors = upper.Neg().Softplus() * isNotWhite + lower.Softplus() * isNotBlack;
        return factors + isNotWhite * isNotBlack * -Math.Log(1 - Math.Exp(-Level / _scale));
    }

    private static OnnxValue IsNotWhite(OnnxValue x) => x.Less(1 - Level / 2).To(ElementType.Single);

    private static OnnxValue IsNotBlack(OnnxValue x) => x.Greater(Level / 2).To(ElementType.Single);

    private static OnnxValue Slope(OnnxValue t) => t.Sigmoid() * t.Neg().Sigmoid();
}

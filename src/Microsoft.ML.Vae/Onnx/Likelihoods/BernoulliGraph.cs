using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Onnx.Graphs;


namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class BernoulliGraph : LikelihoodGraph
{
    private const double Smallest = 1e-37;   // a number in single precision, times which 0 is 0

    public override OnnxValue Mean(DecoderOutput decoded) => decoded.Means.Sigmoid();

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => (PixelLosses(decoded, x) - Entropy(x)).Relu();

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) => Entropy(x);

    public override OnnxValue PixelLosses(DecoderOutput decoded, OnnxValue x) => CrossEntropy(decoded.Means, x);

    /// <summary>log(1 + exp l) − x l.</summary>
    public static OnnxValue CrossEntropy(OnnxValue l, OnnxValue x) => l.Softplus() - x * l;

    /// <summary>−x log x − (1 − x) log(1 − x).</summary>
    public static OnnxValue Entropy(OnnxValue x) => Half(x) + Half(x.Neg() + 1);

    private static OnnxValue Half(OnnxValue x) => (x * x.Clip(Smallest, 1).Log()).Neg();
}

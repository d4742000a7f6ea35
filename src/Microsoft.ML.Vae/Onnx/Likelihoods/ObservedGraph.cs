using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Onnx.Graphs;


namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class ObservedGraph(LikelihoodGraph whole) : LikelihoodGraph
{
    public override OnnxValue Mean(DecoderOutput decoded) => whole.Mean(decoded);

    public override OnnxValue Draw(DecoderOutput decoded, OnnxValue noise) => whole.Draw(decoded, noise);

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => Observed(whole.Excess, decoded, x);

    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) => Observed(whole.Least, decoded, x);

    public override OnnxValue PixelLosses(DecoderOutput decoded, OnnxValue x) => Observed(whole.PixelLosses, decoded, x);

    private static OnnxValue Observed(Func<DecoderOutput, OnnxValue, OnnxValue> losses, DecoderOutput decoded, OnnxValue x)
    {
        OnnxValue missing = x.IsNaN();
        return missing.Select(0, losses(decoded, missing.Select(0, x)));
    }
}

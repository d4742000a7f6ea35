using Microsoft.ML.Vae.Graphs;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>An encoder, which gives μ and log σ² side by side, and a decoder as one network.</summary>
internal sealed class EncoderDecoderModule : VaeModule
{
    [ComponentName(Name = "encoder")]
    private readonly nn.Module<Tensor, Tensor> _encoder;

    [ComponentName(Name = "decoder")]
    private readonly nn.Module<Tensor, Tensor> _decoder;

    private readonly VaeModuleShape _shape;

    public EncoderDecoderModule(VaeModuleShape shape, nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> decoder)
        : base("network")
    {
        (_shape, _encoder, _decoder) = (shape, encoder, decoder);
        RegisterComponents();
    }

    public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input) => Parts(_encoder.call(input));   // [B, D + C] -> [B, Z],[B, Z]

    public override Tensor Decode(Tensor latent) => _decoder.call(latent);   // [B, Z + C] -> [B, P]

    public override (OnnxValue Mean, OnnxValue? LogVariance)? EncodeToOnnx(OnnxGraph graph, OnnxValue input)
    {
        OnnxValue both = ModuleGraph.Apply(_encoder, input, "network.encoder");   // [B, 2Z] or [B, Z]
        long size = _shape.LatentDimension;
        return _shape.HasLogVariance ? (both.Columns(0, size), both.Columns(size, size)) : (both, null);
    }

    public override OnnxValue? DecodeToOnnx(OnnxGraph graph, OnnxValue latent) => 
        ModuleGraph.Apply(_decoder, latent, "network.decoder");

    internal override (Tensor Mean, Tensor? LogVariance) EncodeFor(CustomNetworkGuard network, Tensor input)
    {
        (long width, string meaning) = _shape.HasLogVariance
            ? (2 * _shape.LatentDimension, "μ and log σ² side by side")
            : (_shape.LatentDimension, "μ");
        return Parts(network.Check("encoder", network.Call("encoder", () => _encoder.call(input)), input, width, meaning));
    }

    private (Tensor Mean, Tensor? LogVariance) Parts(Tensor both)   // [B, 2Z] or [B, Z]
    {
        long size = _shape.LatentDimension;
        return _shape.HasLogVariance ? (both.narrow(1, 0, size), both.narrow(1, size, size)) : (both, null);
    }
}

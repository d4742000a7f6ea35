using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks;

/// <summary>From a latent to the parameters of p(x|z), which the likelihood interprets.</summary>
internal sealed class Decoder : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "hidden")]
    private readonly nn.Module<Tensor, Tensor> _hidden;

    [ComponentName(Name = "output")]
    private readonly nn.Module<Tensor, Tensor> _output;

    [ComponentName(Name = "log_variance")]
    private readonly nn.Module<Tensor, Tensor>? _logVariance;

    public Decoder(BuiltInPlan body, VaeArchitecture a, LayerFactory layers) : base("decoder")
    {
        _hidden = body.CreateDecoder("hidden", a, layers);
        _output = body.CreateOutput("output", a, layers);
        _logVariance = a.PixelVariance switch
        {
            PixelVariance.Global => new GlobalLogVariance("log_variance", 1, layers),
            PixelVariance.PerSlot => new GlobalLogVariance("log_variance", a.InputSize, layers),
            PixelVariance.PerPixel => body.CreateOutput("log_variance", a, layers),
            _ => null,
        };
        RegisterComponents();
    }

    public override Tensor forward(Tensor z)   // [B, Z + C] -> [B, D], with a log-variance [B, D + 1] or [B, 2D]
    {
        Tensor h = _hidden.call(z);
        Tensor output = _output.call(h);     // [B, D]
        return _logVariance is null ? output : cat([output, _logVariance.call(h)], 1);
    }
}

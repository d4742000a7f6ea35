using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>From a latent code to the parameters of p(x|z), which the likelihood interprets.</summary>
internal sealed class Decoder : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "hidden")]
    private readonly HiddenLayers _hidden;

    [ComponentName(Name = "output")]
    private readonly DenseLayer _output;

    [ComponentName(Name = "log_variance")]
    private readonly nn.Module<Tensor, Tensor>? _logVariance;

    public Decoder(VaeArchitecture architecture, Generator generator) : base("decoder")
    {
        _hidden = new HiddenLayers("hidden", architecture.LatentDimension, architecture.DecoderSizes, generator);
        _output = new DenseLayer("output", _hidden.OutputSize, architecture.InputSize, generator);
        _logVariance = architecture.PixelVariance switch
        {
            PixelVariance.Global => new SharedBias("log_variance"),
            PixelVariance.PerPixel => new DenseLayer("log_variance", _hidden.OutputSize, architecture.InputSize, generator),
            _ => null,
        };
        RegisterComponents();
    }

    public override Tensor forward(Tensor z)   // [B, Z] -> [B, D], and beside it the log-variance if there is one: [B, D + 1] or [B, 2D]
    {
        Tensor h = _hidden.call(z);          // [B, H]
        Tensor output = _output.call(h);     // [B, D]
        if (_logVariance is null)
            return output;
        IList<Tensor> both = [output, _logVariance.call(h)];
        return cat(both, 1);
    }
}

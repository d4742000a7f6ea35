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

    public Decoder(VaeArchitecture architecture, Generator generator) : base("decoder")
    {
        _hidden = new HiddenLayers("hidden", architecture.LatentDimension, architecture.DecoderSizes, generator);
        _output = new DenseLayer("output", _hidden.OutputSize, architecture.InputSize, generator);
        RegisterComponents();
    }

    public override Tensor forward(Tensor z) => _output.call(_hidden.call(z));   // [B, Z] -> [B, D]
}

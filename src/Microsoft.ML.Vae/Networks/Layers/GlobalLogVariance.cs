using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>A single trained log-variance, independent of the input; initially 0.</summary>
internal sealed class GlobalLogVariance : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;   // [1]

    public GlobalLogVariance(string name, LayerFactory layers) : base(name)
    {
        _bias = new Parameter(layers.Zeros(1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor h) => _bias.expand(h.size(0), 1);   // [B, H] -> [B, 1]
}

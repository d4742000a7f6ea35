using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Trained log-variances that do not depend on the input; initially 0.</summary>
internal sealed class GlobalLogVariance : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;   // [N]

    public GlobalLogVariance(string name, long count, LayerFactory layers) : base(name)
    {
        _bias = new Parameter(layers.Zeros(count));
        RegisterComponents();
    }

    public override Tensor forward(Tensor h) => _bias.expand(h.size(0), _bias.size(0));   // [B, H] -> [B, N]
}

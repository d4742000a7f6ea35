using Microsoft.ML.Vae.Objectives;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>q(z|x) = N(μ(x), σ²(x)), diagonal, with log σ² as the second output.</summary>
internal sealed class GaussianEncoder : nn.Module<Tensor, (Tensor Mean, Tensor LogVariance)>
{
    [ComponentName(Name = "hidden")]
    private readonly HiddenLayers _hidden;

    [ComponentName(Name = "mean")]
    private readonly DenseLayer _mean;

    [ComponentName(Name = "log_variance")]
    private readonly DenseLayer _logVariance;

    public GaussianEncoder(VaeArchitecture architecture, Generator generator) : base("encoder")
    {
        _hidden = new HiddenLayers("hidden", architecture.InputSize, architecture.EncoderSizes, generator);
        _mean = new DenseLayer("mean", _hidden.OutputSize, architecture.LatentDimension, generator);
        _logVariance = new DenseLayer("log_variance", _hidden.OutputSize, architecture.LatentDimension, generator);
        RegisterComponents();
    }

    public override (Tensor Mean, Tensor LogVariance) forward(Tensor x)   // [B, D] -> [B, Z],[B, Z]
    {
        Tensor h = _hidden.call(x);                                                  // [B, H]
        return (_mean.call(h), LogVarianceBound.Apply(_logVariance.call(h)));
    }

    /// <summary>The mean alone, which is all that an embedding needs.</summary>
    public Tensor Mean(Tensor x) => _mean.call(_hidden.call(x));   // [B, D] -> [B, Z]
}

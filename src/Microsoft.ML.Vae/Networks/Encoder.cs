using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks;

/// <summary>q(z|x) = N(μ(x), σ²(x)), diagonal, with log σ² as the second output; or μ alone, where latents have no variance.</summary>
internal sealed class Encoder : nn.Module<Tensor, (Tensor Mean, Tensor? LogVariance)>
{
    [ComponentName(Name = "hidden")]
    private readonly nn.Module<Tensor, Tensor> _hidden;

    [ComponentName(Name = "mean")]
    private readonly Linear _mean;

    [ComponentName(Name = "log_variance")]
    private readonly Linear? _logVariance;

    public Encoder(BuiltInPlan body, VaeArchitecture a, LayerFactory layers) : base("encoder")
    {
        _hidden = body.CreateEncoder("hidden", a, layers);
        _mean = layers.Dense(body.Features(a), a.LatentDimension);
        if (a.Latent.HasPosterior)
            _logVariance = layers.Dense(body.Features(a), a.LatentDimension);
        RegisterComponents();
    }

    public override (Tensor Mean, Tensor? LogVariance) forward(Tensor input)   // [B, D + C] -> [B, Z],[B, Z]
    {
        Tensor h = _hidden.call(input);                                                              // [B, F]
        return (_mean.call(h), _logVariance is null ? null : LogVarianceBound.Apply(_logVariance.call(h)));
    }

    /// <summary>The mean alone, which is all that an embedding needs.</summary>
    public Tensor Mean(Tensor input) => _mean.call(_hidden.call(input));   // [B, D + C] -> [B, Z]
}

using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>q(z|x) = N(μ(x), σ²(x)), diagonal, with log σ² as the second output; or μ alone, where codes have no variance.</summary>
internal sealed class Encoder : nn.Module<Tensor, (Tensor Mean, Tensor? LogVariance)>
{
    [ComponentName(Name = "hidden")]
    private readonly nn.Module<Tensor, Tensor> _hidden;

    [ComponentName(Name = "mean")]
    private readonly DenseLayer _mean;

    [ComponentName(Name = "log_variance")]
    private readonly DenseLayer? _logVariance;

    public Encoder(BuiltInPlan body, VaeArchitecture a, Generator generator) : base("encoder")
    {
        _hidden = body.CreateEncoder("hidden", a, generator);
        _mean = new DenseLayer("mean", body.Features(a), a.LatentDimension, generator);
        if (a.Latent == LatentKind.Gaussian)
            _logVariance = new DenseLayer("log_variance", body.Features(a), a.LatentDimension, generator);
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, BuiltInPlan body, VaeArchitecture a) =>
    [
        .. body.EncoderTensors($"{name}.hidden", a),
        .. DenseLayer.Tensors($"{name}.mean", body.Features(a), a.LatentDimension),
        .. a.Latent == LatentKind.Gaussian ? DenseLayer.Tensors($"{name}.log_variance", body.Features(a), a.LatentDimension) : [],
    ];

    public override (Tensor Mean, Tensor? LogVariance) forward(Tensor input)   // [B, D + C] -> [B, Z],[B, Z]
    {
        Tensor h = _hidden.call(input);                                                              // [B, F]
        return (_mean.call(h), _logVariance is null ? null : LogVarianceBound.Apply(_logVariance.call(h)));
    }

    /// <summary>The mean alone, which is all that an embedding needs.</summary>
    public Tensor Mean(Tensor input) => _mean.call(_hidden.call(input));   // [B, D + C] -> [B, Z]
}

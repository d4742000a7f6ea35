using Microsoft.ML.Vae.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A likelihood that counts decoded batches: how often the network ran for a reconstruction column.</summary>
internal sealed class CountingLikelihood : Likelihood
{
    public List<long> BatchSizes { get; } = [];

    internal override PixelDomain PixelDomain => Bernoulli.PixelDomain;

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) => Bernoulli.NegativeLogLikelihood(decoded, x);

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) => Bernoulli.LeastPixelLosses(decoded, x);

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) => Bernoulli.PixelExcess(decoded, x);

    internal override Tensor Mean(Tensor decoded)
    {
        BatchSizes.Add(decoded.size(0));
        return Bernoulli.Mean(decoded);
    }
}

using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>A likelihood that does something within a step, and counts the steps.</summary>
internal sealed class CancelingLikelihood(int at, Action action) : Likelihood
{
    public int Steps { get; private set; }

    internal override PixelDomain PixelDomain => Bernoulli.PixelDomain;

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x)
    {
        if (++Steps == at)
            action();
        return Bernoulli.NegativeLogLikelihood(decoded, x);
    }

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) => Bernoulli.LeastPixelLosses(decoded, x);

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) => Bernoulli.PixelExcess(decoded, x);

    internal override Tensor Mean(Tensor decoded) => Bernoulli.Mean(decoded);
}

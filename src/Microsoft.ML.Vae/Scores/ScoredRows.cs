using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Scores;

/// <summary>A batch of rows and what a model made of them, to be scored.</summary>
/// <param name="Model">The model.</param>
/// <param name="Statistics">What the score has learned of the training rows.</param>
/// <param name="Input">Pixels and condition, [B, D + C].</param>
/// <param name="Posterior">q(z|x), with its variance.</param>
/// <param name="Decoded">The decoder's output for the mean of q(z|x), [B, P].</param>
internal sealed record ScoredRows(VaeModel Model, ScoreStatistics Statistics, Tensor Input, Posterior Posterior, Tensor Decoded)
{
    /// <summary>What each value that was clipped adds to the score, [B, D]; null where none is clipped.</summary>
    public Tensor? Penalty { get; init; }

    public Tensor Pixels => Model.Network.Pixels(Input);   // [B, D]

    /// <summary>KL(q(z|x) ‖ p(z)).</summary>
    public Tensor Divergence => Model.Network.Bottleneck.Divergence(Posterior);   // [B]

    /// <summary>−log p(x|z).</summary>
    public Tensor Losses => Model.Likelihood.NegativeLogLikelihood(Decoded, Pixels);   // [B]

    /// <summary>The same, pixel by pixel.</summary>
    public Tensor PixelLosses => Excess.add(Least, Scalars.One);   // [B, D]

    /// <summary>What −log p(x|z) is above the least.</summary>
    public Tensor Excess => Model.Likelihood.PixelExcess(Decoded, Pixels);   // [B, D]

    private Tensor Least => Model.Likelihood.LeastPixelLosses(Decoded, Pixels);   // [B, D] or [B, 1]
}

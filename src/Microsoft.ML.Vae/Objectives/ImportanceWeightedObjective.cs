using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// The importance-weighted bound log 1/K Σ w_k, w = p(x, z) / q(z|x), of Burda et al., "Importance Weighted Autoencoders" (2016), with the
/// doubly reparameterised gradient of Tucker et al. (2019).
/// </summary>
internal sealed class ImportanceWeightedObjective(int samples, bool doublyReparameterised) : Objective
{
    internal override int SamplesPerRow => samples;

    internal override bool IsMeanOfRows => true;

    internal override Tensor DecoderInput(Tensor z) => doublyReparameterised ? z.detach().requires_grad_() : z;   // [B·K, Z]

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position) => Bound(LogWeights(batch)).mean().neg();   // []

    /// <summary>
    /// The encoder's gradient is Σ w̃² ∂log w/∂z ∂z/∂φ, w̃ = w / Σ w, without the path through the parameters of q in w. The gradient of
    /// the bound at z contains w̃ once; it is multiplied by w̃ again before it is propagated into the encoder. The decoder's contains it
    /// once.
    /// </summary>
    internal override void Backward(ObjectiveBatch batch, TrainingPosition position)
    {
        if (!doublyReparameterised)
        {
            base.Backward(batch, position);
            return;
        }
        Tensor logWeights = LogWeights(batch);                                                  // [B, K]
        batch.PartOfStep(Bound(logWeights).mean().neg()).backward();
        if (!batch.Latent.requires_grad)   // the encoder is frozen
            return;
        Tensor shares = nn.functional.softmax(logWeights.detach(), 1).reshape(-1, 1);           // [B·K, 1], w̃
        (batch.Latent * (batch.Decoded.grad! * shares)).sum().backward();
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Importance-weighted bound of {samples} draws{(doublyReparameterised ? ", doubly reparameterised" : "")}");

    /// <summary>log w = log p(x|z) + log p(z) − log q(z|x).</summary>
    internal static Tensor LogWeights(Tensor reconstruction, Tensor z, Tensor mean, Tensor logVariance) =>   // [B],[B, Z] × 3 -> [B]
        (LatentDensity.Prior(z) - LatentDensity.Posterior(z, mean, logVariance)).sum(1) - reconstruction;

    /// <summary>log 1/K Σ exp(log w).</summary>
    internal static Tensor Bound(Tensor logWeights)   // [B, K] -> [B]
    {
        using Scalar logCount = Math.Log(logWeights.size(1));
        return logWeights.logsumexp(1).sub(logCount);
    }

    private Tensor LogWeights(ObjectiveBatch batch)   // -> [B, K]
    {
        Tensor mean = SampleReplication.Repeat(Posterior(batch.Mean), samples);                   // [B·K, Z]
        Tensor logVariance = SampleReplication.Repeat(Posterior(batch.LogVariance!), samples);    // [B·K, Z]
        return LogWeights(batch.Reconstruction, batch.Decoded, mean, logVariance).reshape(-1, samples);
    }

    private Tensor Posterior(Tensor parameter) => doublyReparameterised ? parameter.detach() : parameter;   // [B, Z] -> [B, Z]
}

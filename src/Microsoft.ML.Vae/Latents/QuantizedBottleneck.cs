namespace Microsoft.ML.Vae.Latents;

/// <summary>The codebook's vectors nearest to the encoding; under the prior each vector is as likely as every other.</summary>
/// <param name="codebook">The vectors.</param>
/// <param name="decay">γ of the moving averages by which they learn.</param>
internal sealed class QuantizedBottleneck(Codebook codebook, double decay) : Bottleneck
{
    public override nn.Module? Module => codebook;

    public override Posterior Infer(Tensor encoding, Tensor? logVariance)   // [B, Z],null
    {
        Tensor indices = codebook.Nearest(encoding.detach());   // [B, G]
        return new Posterior(encoding, codebook.Look(indices), null) { Indices = indices };
    }

    /// <summary>The straight-through estimator: gradients pass to the encoding unchanged (Bengio, Léonard and Courville, 2013).</summary>
    public override Tensor SampleForTraining(Posterior q, int count, Generator noise) =>   // -> [B, Z]
        q.Encoding.add((q.Mean - q.Encoding).detach(), Scalars.One);

    public override Tensor Divergence(Posterior q) => SameForEachRow(q, codebook.Shape.Divergence);   // -> [B]

    public override Tensor DivergencePerDimension(Posterior q) => SameForEachDimension(q, codebook.Shape.Divergence);   // -> [B, Z]

    public override Tensor FromPrior(Tensor noise) => codebook.FromNoise(noise);   // [B, Z] -> [B, Z]

    public override void Learn(Posterior q, Generator noise)
    {
        using Scalar kept = decay, rest = 1 - decay;
        codebook.Learn(q.Encoding, q.Indices!, kept, rest, noise);
    }
}

namespace Microsoft.ML.Vae.Latents;

/// <summary>q(z|x) = N(μ, σ²), diagonal, with the prior N(0, I) (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014).</summary>
internal sealed class GaussianBottleneck : Bottleneck
{
    private static readonly Scalar _half = 0.5;

    public override Tensor Sample(Posterior q, int count, Generator noise) =>   // -> [B·K, Z]
        Sample(SampleReplication.Repeat(q.Mean, count), SampleReplication.Repeat(q.LogVariance!, count), noise);

    public override Tensor Divergence(Posterior q) => GaussianDivergence.ToStandardNormal(q.Mean, q.LogVariance!);   // -> [B]

    public override Tensor DivergencePerDimension(Posterior q) => GaussianDivergence.PerDimension(q.Mean, q.LogVariance!);   // -> [B, Z]

    /// <summary>z = μ + σ ε with ε ~ N(0, I), drawn on the CPU so that every device gets the same noise.</summary>
    public static Tensor Sample(Tensor mean, Tensor logVariance, Generator noise) =>   // [B, Z],[B, Z] -> [B, Z]
        Reparameterize(mean, logVariance, randn(mean.size(0), mean.size(1), ScalarType.Float32, CPU, generator: noise).to(mean.device));

    /// <summary>z = μ + σ ε, so that gradients reach μ and σ (the reparameterization trick of Kingma and Welling, 2014).</summary>
    public static Tensor Reparameterize(Tensor mean, Tensor logVariance, Tensor noise) =>   // [B, Z],[B, Z],[B, Z] -> [B, Z]
        mean.add(logVariance.mul(_half).exp() * noise, Scalars.One);
}

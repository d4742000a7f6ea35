namespace Microsoft.ML.Vae.Latents;

/// <summary>The closed-form regulariser of Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), appendix B.</summary>
internal static class GaussianDivergence
{
    private static readonly Scalar _half = 0.5;

    /// <summary>KL(N(μ, σ²) ‖ N(0, I)) of each row in nats: ½ Σ (μ² + σ² − 1 − log σ²).</summary>
    public static Tensor ToStandardNormal(Tensor mean, Tensor logVariance) =>   // [B, Z],[B, Z] -> [B]
        Doubled(mean, logVariance).sum(1).mul(_half);

    /// <summary>The same, dimension by dimension.</summary>
    public static Tensor PerDimension(Tensor mean, Tensor logVariance) =>   // [B, Z],[B, Z] -> [B, Z]
        Doubled(mean, logVariance).mul(_half);

    private static Tensor Doubled(Tensor mean, Tensor logVariance) =>   // [B, Z],[B, Z] -> [B, Z]
        ((mean * mean).add(logVariance.exp(), Scalars.One) - logVariance).sub(Scalars.One);
}

namespace Microsoft.ML.Vae.Latents;

/// <summary>Logarithms of the normal densities of a latent, in nats, with all constants.</summary>
internal static class LatentDensity
{
    private static readonly Scalar _minusHalf = -0.5;
    private static readonly Scalar _logTwoPi = Math.Log(2 * Math.PI);

    /// <summary>log N(z; μ, σ²), dimension by dimension: −½ ((z − μ)² / σ² + log σ² + log 2π).</summary>
    public static Tensor Posterior(Tensor z, Tensor mean, Tensor logVariance)   // three shapes that broadcast to [.., Z] -> [.., Z]
    {
        Tensor distance = z - mean;                                               // [.., Z]
        return (distance * distance * logVariance.neg().exp()).add(logVariance, Scalars.One).add(_logTwoPi, Scalars.One).mul(_minusHalf);
    }

    /// <summary>log N(z; 0, 1), dimension by dimension.</summary>
    public static Tensor Prior(Tensor z) => (z * z).add(_logTwoPi, Scalars.One).mul(_minusHalf);   // [.., Z] -> [.., Z]
}

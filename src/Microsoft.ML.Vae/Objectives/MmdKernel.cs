namespace Microsoft.ML.Vae;

/// <summary>
/// The kernel k(a, b) of a maximum mean discrepancy between latents, from 0 to 1. Its width is C = 2 · LatentDimension, the mean of ‖a −
/// b‖² between draws from the prior.
/// </summary>
public enum MmdKernel
{
    /// <summary>The radial basis function exp(−‖a − b‖² / C), whose gradient vanishes for distant latents (Zhao et al., 2019).</summary>
    Gaussian,

    /// <summary>C / (C + ‖a − b‖²), whose heavier tails also pull distant latents in (Tolstikhin et al., 2018).</summary>
    InverseMultiquadratic,
}

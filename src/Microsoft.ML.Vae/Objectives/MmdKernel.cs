namespace Microsoft.ML.Vae;

/// <summary>How alike two latent codes a and b are, from 0 to 1, with C = 2 · LatentDimension: the mean of ‖a − b‖² over draws from the prior.</summary>
public enum MmdKernel
{
    /// <summary>exp(−‖a − b‖² / C), also called RBF; far codes hardly feel it (Zhao et al., 2019).</summary>
    Gaussian,

    /// <summary>C / (C + ‖a − b‖²), whose tails also pull codes that are far out (Tolstikhin et al., 2018).</summary>
    InverseMultiquadratic,
}

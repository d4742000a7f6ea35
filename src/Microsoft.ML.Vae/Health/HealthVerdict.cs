namespace Microsoft.ML.Vae;

/// <summary>What a model's use of its latent dimensions says about its fit; see <see cref="ModelHealth"/>.</summary>
public enum HealthVerdict
{
    /// <summary>There was too little to judge by: equal rows, or fewer than 100 optimizer steps.</summary>
    NotJudged,

    /// <summary>Some dimensions are active, and principal components of the same number do not reconstruct better.</summary>
    Healthy,

    /// <summary>No dimension is active: every row gets about the same code.</summary>
    Collapsed,

    /// <summary>Principal components of the same number reconstruct better, and some dimensions are not active: the KL divergence weighs too much.</summary>
    OverRegularized,

    /// <summary>Principal components of the same number reconstruct better, although every dimension is active: the network has learned too little.</summary>
    WorseThanPca,
}

namespace Microsoft.ML.Vae;

/// <summary>What a model's use of its latent dimensions says about its fit; see <see cref="ModelHealth"/>.</summary>
public enum HealthVerdict
{
    /// <summary>There was too little to judge by: all rows are equal, or there were fewer than 100 optimizer steps.</summary>
    NotJudged,

    /// <summary>Some dimensions are active, and as many principal components, if compared, do not reconstruct better.</summary>
    Healthy,

    /// <summary>No dimension is active: every row is encoded about the same.</summary>
    Collapsed,

    /// <summary>As many principal components reconstruct better, and some dimensions are inactive: the KL has too much weight.</summary>
    OverRegularized,

    /// <summary>As many principal components reconstruct better with all dimensions active: the network has learned too little.</summary>
    WorseThanPca,
}

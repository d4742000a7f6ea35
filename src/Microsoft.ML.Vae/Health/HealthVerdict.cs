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

    /// <summary>
    /// As <see cref="Collapsed"/>, <see cref="OverRegularized"/> or <see cref="WorseThanPca"/>, because most slots of the input have means
    /// further from 0 than their standard deviations, as <c>NormalizeMeanVariance</c> leaves them unless <c>fixZero</c> is false.
    /// </summary>
    NotCentered,

    /// <summary>
    /// The likelihood's fixed standard deviation is more than four times that of the residuals, in a model that is otherwise
    /// <see cref="Collapsed"/> or <see cref="OverRegularized"/>, or less than a quarter of it.
    /// </summary>
    UnsuitableDeviation,

    /// <summary>The loss is above a million nats per pixel, or the reconstruction is far worse than that of a model that gives 0.</summary>
    Diverged,
}

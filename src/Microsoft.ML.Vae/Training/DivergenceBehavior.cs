namespace Microsoft.ML.Vae;

/// <summary>What a fit does when its loss or a weight becomes NaN or infinite.</summary>
public enum DivergenceBehavior
{
    /// <summary>It throws <see cref="TrainingDivergedException"/>.</summary>
    Throw,

    /// <summary>
    /// It ends with the weights of the epoch with the lowest negative ELBO on the validation rows, or on the training rows when there are
    /// none, and warns of what happened and when. A fit that diverges within its first epoch throws.
    /// </summary>
    KeepBest,
}

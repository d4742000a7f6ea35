namespace Microsoft.ML.Vae;

/// <summary>What a fit does when its loss or its weights stop being finite numbers.</summary>
public enum DivergenceBehavior
{
    /// <summary>It throws <see cref="TrainingDivergedException"/>.</summary>
    Throw,

    /// <summary>
    /// It ends with the last good weights, and a warning that says what happened and when: those of the epoch with the lowest negative ELBO on the
    /// validation rows, or on the training rows when there are none. A fit that diverges before its first epoch's end throws.
    /// </summary>
    KeepBest,
}

namespace Microsoft.ML.Vae;

/// <summary>
/// What a fit does when <see cref="VaeOptions.CancellationToken"/> or the execution of its <see cref="MLContext"/> is canceled.
/// </summary>
public enum CancellationBehavior
{
    /// <summary>It throws <see cref="OperationCanceledException"/>.</summary>
    Throw,

    /// <summary>
    /// It ends with the best weights so far: of the epoch with the lowest negative ELBO on the validation rows, or on the training rows when
    /// there are none; before the first epoch's end, with the current ones. A fit that has not made a step throws. A threshold that is wanted
    /// still takes one pass over the rows that calibrate it.
    /// </summary>
    KeepBest,
}

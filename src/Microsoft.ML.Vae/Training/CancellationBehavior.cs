namespace Microsoft.ML.Vae;

/// <summary>What a fit does when <see cref="VaeOptions.CancellationToken"/> or its <see cref="MLContext"/> is canceled.</summary>
public enum CancellationBehavior
{
    /// <summary>It throws <see cref="OperationCanceledException"/>.</summary>
    Throw,

    /// <summary>
    /// It ends with the weights of the epoch with the lowest negative ELBO on the validation rows, or on the training rows when there are
    /// none; within the first epoch, with the current weights. A fit that has not made a step throws. If labels are predicted, one pass
    /// over the calibration rows still follows.
    /// </summary>
    KeepBest,
}

namespace Microsoft.ML.Vae;

/// <summary>What a fit does when the rows are not those of the checkpoint that it found.</summary>
public enum DataChangedBehavior
{
    /// <summary>It throws <see cref="InvalidOperationException"/>, and the checkpoint stays.</summary>
    Refuse,

    /// <summary>It deletes the checkpoint, warns, and begins again with fresh weights.</summary>
    StartOver,

    /// <summary>
    /// It warns and goes on from the weights and the optimizer's state of the checkpoint with the rows of now, from the beginning of the
    /// epoch that was interrupted. The best weights so far and the count of early stopping, which were measured on the old rows, are
    /// forgotten. A fit whose epochs were all done is not trained any further.
    /// </summary>
    Continue,
}

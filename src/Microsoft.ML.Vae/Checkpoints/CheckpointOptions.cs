namespace Microsoft.ML.Vae;

/// <summary>
/// Checkpoints of a fit. A fit that was killed, canceled or ended by an error resumes from the last checkpoint when it is started again,
/// and yields the same model, bit for bit, as an uninterrupted one (on the CPU, with the same number of threads; see
/// <see cref="VaeOptions.Seed"/>). A checkpoint is written at the end of every epoch, and within an epoch after the first step at which
/// <see cref="Interval"/> has passed since the last. It is written atomically and read back before it replaces the previous one.
/// <para>
/// A finished fit leaves its last checkpoint: the same fit again gives the same model at once, and one with more
/// <see cref="VaeOptions.Epochs"/> trains the remaining epochs, from the weights of the last epoch even if the model has those of its best.
/// A resumed fit restores all state, including a random seed, from the checkpoint and ignores <c>warmStart</c>. The options that bear on
/// the result must be those of the checkpoint. All training and validation rows are compared by a hash, too; see
/// <see cref="OnDataChanged"/>. The number of epochs may not be lower than the checkpoint has begun, and may not change with a
/// learning-rate schedule that depends on it (cosine).
/// </para>
/// </summary>
public sealed record CheckpointOptions
{
    /// <summary>
    /// The folder; created if it is missing. It serves one fit at a time, and only its own files are touched:
    /// <c>checkpoint-*.safetensors</c>, of which there is one between writes, and <c>fit.lock</c> during a fit.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Time between two checkpoints within an epoch, above 0; <see cref="Timeout.InfiniteTimeSpan"/>: only at the end of epochs. With Adam
    /// and the best weights kept, a checkpoint takes about four times the bytes of the weights. Default: 10 minutes.
    /// </summary>
    public TimeSpan Interval { get; init; } = VaeDefaults.CheckpointInterval;

    /// <summary>
    /// What a fit does when the training or validation rows are not those of the checkpoint. Rows in memory are hashed there, larger data
    /// as it is read in the first epoch; a fit that is resumed later reads larger data once more, to compare it. Validation data is read
    /// once more before the fit. Default: <see cref="DataChangedBehavior.Refuse"/>.
    /// </summary>
    public DataChangedBehavior OnDataChanged { get; init; }

    /// <summary>
    /// Whether the checkpoints of different training or validation data are kept in folders of their own below <see cref="Folder"/>, named
    /// by a hash of the rows, so that the folds of a cross-validation do not meet. The rows are read once more before the fit to name the
    /// folder, and <see cref="OnDataChanged"/> has nothing to decide. Default: false.
    /// </summary>
    public bool SeparateByData { get; init; }

    /// <summary>
    /// Whether the checkpoint is deleted once the fit has done all epochs or was stopped early, and the model is complete. The same fit
    /// again then trains again. Default: false, the last checkpoint stays.
    /// </summary>
    public bool DeleteOnCompletion { get; init; }

    /// <summary>Wraps the stream that a checkpoint is written to, so that tests can make it fail.</summary>
    internal Func<Stream, Stream> WrapStream { get; init; } = file => file;
}

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
/// the result must be those of the checkpoint, as must the number, type and first 64 of the training rows; the other rows are not compared.
/// The number of epochs may not be lower than the checkpoint has begun, and may not change with a learning-rate schedule that depends on it
/// (cosine).
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

    /// <summary>Wraps the stream that a checkpoint is written to, so that tests can make it fail.</summary>
    internal Func<Stream, Stream> WrapStream { get; init; } = file => file;
}

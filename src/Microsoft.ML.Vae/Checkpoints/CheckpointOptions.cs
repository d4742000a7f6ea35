namespace Microsoft.ML.Vae;

/// <summary>
/// Checkpoints of a fit: a fit that was killed, canceled or ended by an error goes on from the last one when it is started again, and ends with the
/// same model, bit for bit, as one that was never interrupted (on the CPU, with as many threads; <see cref="VaeOptions.Seed"/>). One is written at the
/// end of every epoch, and within an epoch after the step at which <see cref="Interval"/> has passed since the last. A new one replaces the old one
/// only once it is on the disk and was read back.
/// <para>
/// A fit that ends leaves its last checkpoint: the same fit again gives the same model at once, and one with more <see cref="VaeOptions.Epochs"/>
/// trains the rest, from the weights of the last epoch even where the model got those of its best. Such a fit takes everything from the checkpoint, a
/// random seed too, and nothing from a model to start from. Options that bear on the result, and the number, the type and the first 64 of the training
/// rows, must be those of the checkpoint; the other rows are not compared. Fewer epochs than it has begun are refused, and other epochs altogether with a learning-rate
/// schedule that depends on their number (cosine).
/// </para>
/// </summary>
public sealed record CheckpointOptions
{
    /// <summary>
    /// The folder, which is made when it is missing. It serves one fit at a time, and nothing in it but its own files is touched:
    /// <c>checkpoint-*.safetensors</c>, of which there is one between writes, and <c>fit.lock</c> while a fit goes on.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Time between two checkpoints within an epoch, above 0; <see cref="Timeout.InfiniteTimeSpan"/>: only at epochs' ends. A checkpoint takes about four
    /// times the bytes of the weights with Adam and the best weights kept. Default: 10 minutes.
    /// </summary>
    public TimeSpan Interval { get; init; } = VaeDefaults.CheckpointInterval;

    /// <summary>What checkpoints are written through, for tests to fail in.</summary>
    internal Func<Stream, Stream> WrapStream { get; init; } = file => file;
}

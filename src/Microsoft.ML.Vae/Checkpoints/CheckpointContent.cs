namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>A checkpoint to be written.</summary>
/// <param name="Description">Where the fit stands.</param>
/// <param name="Options">What identifies its options, see <see cref="FitFingerprint"/>.</param>
/// <param name="Rows">What identifies its rows.</param>
/// <param name="Tensors">The tensors that <see cref="CheckpointFile"/> lists.</param>
internal sealed record CheckpointContent(
    CheckpointDescription Description, FitFingerprint Options, FitFingerprint Rows, IReadOnlyList<(string Name, Tensor Tensor)> Tensors);

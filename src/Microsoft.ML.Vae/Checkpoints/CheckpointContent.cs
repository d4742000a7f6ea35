namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>What is to be written.</summary>
/// <param name="Description">Where the fit stands.</param>
/// <param name="Options">What it was told, see <see cref="FitFingerprint"/>.</param>
/// <param name="Rows">Which rows it has.</param>
/// <param name="Tensors">What <see cref="CheckpointFile"/> names.</param>
internal sealed record CheckpointContent(
    CheckpointDescription Description, FitFingerprint Options, FitFingerprint Rows, IReadOnlyList<(string Name, Tensor Tensor)> Tensors);

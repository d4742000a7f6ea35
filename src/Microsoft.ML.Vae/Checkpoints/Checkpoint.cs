using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>A checkpoint that was read.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Description">Where the fit stands.</param>
/// <param name="Options">What identifies its options, see <see cref="FitFingerprint"/>.</param>
/// <param name="Rows">What identifies its rows.</param>
/// <param name="File">Its tensors.</param>
internal sealed record Checkpoint(
    string Path, CheckpointDescription Description, FitFingerprint Options, FitFingerprint Rows, Safetensors File)
{
    /// <exception cref="ModelFormatException">The file holds other tensors than these.</exception>
    public void CheckTensors(IEnumerable<ExpectedTensor> expected)
    {
        try
        {
            File.CheckTensors(expected);
        }
        catch (ModelFormatException e)
        {
            throw CheckpointFile.Damaged(Path, e);
        }
    }
}

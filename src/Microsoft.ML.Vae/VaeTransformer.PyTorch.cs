using Microsoft.ML.Vae.PyTorch;

namespace Microsoft.ML.Vae;

// Weights for PyTorch.
public sealed partial class VaeTransformer
{
    /// <summary>
    /// Writes the weights as a state_dict that <c>torch.load(path, weights_only=True)</c> and <c>load_state_dict</c> of the module in
    /// <c>docs/pytorch.md</c> take; a custom network's have its own names. The scaling of the input, the likelihood and the columns are not
    /// part of it. The file replaces an older one only once it is complete on disk and has been read back.
    /// </summary>
    /// <param name="path">The path of the file, in an existing folder: .pt or .pth, or .safetensors for that format.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or has another extension.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The transformer is disposed.</exception>
    public void SavePyTorchStateDict(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using VaeModel.Lease lease = Model.Use();
        StateDictFile.Write(path, StateDict.ForFile(Model.Network));
    }
}

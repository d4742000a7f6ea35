using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.PyTorch;

namespace Microsoft.ML.Vae;

/// <summary>
/// The weights of a PyTorch model, for <see cref="VaeOptions.InitialWeights"/> and <see
/// cref="PyTorchCatalog.LoadPyTorchVae(ModelOperationsCatalog, PyTorchWeights, VaeOptions, DataViewSchema)"/>. Reading a file never runs
/// anything in it: what a state_dict does not need is refused.
/// </summary>
public sealed class PyTorchWeights
{
    private const int HashLength = 16;

    private readonly StateDictCopy _copy;
    private readonly string _text;

    private PyTorchWeights(StateDictCopy copy, string text) => (_copy, _text) = (copy, text);

    /// <summary>
    /// Reads the weights that <c>torch.save(model.state_dict(), path)</c> or <c>safetensors.torch.save_file</c> wrote, in memory from then
    /// on. A checkpoint's dictionary will do if exactly one of its entries is a state_dict. Numbers in half, bfloat16 and double precision
    /// are converted to single precision.
    /// </summary>
    /// <param name="path">The path of the file; its content decides the format.</param>
    /// <param name="renames">
    /// From names in the file to those of the modules in <c>docs/pytorch.md</c>, such as <c>"fc1"</c> to <c>"encoder.hidden.0"</c>. A name
    /// is a tensor's or, for all tensors within it, a module's; the longest that fits counts. An empty new name leaves the tensors out.
    /// Default: null, the names of the file, unless they are those of pytorch/examples (fc1, fc21, fc22, fc3, fc4), of the Technion's VAE
    /// tutorial or of Van de Kleut's, which are known.
    /// </param>
    /// <param name="givesLogStandardDeviation">
    /// Whether the encoder's second output is log σ rather than log σ²; its weights are then doubled. Default: false, but true for Van de
    /// Kleut's names.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A name to be renamed is not in the file, or two tensors would get the same name; or <paramref name="path"/> is empty.
    /// </exception>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ModelFormatException">The file is damaged, or holds something else; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PyTorchWeights FromFile(
        string path, IReadOnlyDictionary<string, string>? renames = null, bool givesLogStandardDeviation = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using FileStream stream = File.OpenRead(path);
        Dictionary<string, StoredTensor> tensors = StateDictFile.Read(stream, path);
        stream.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(stream));

        KnownModel? known = renames is null ? KnownModel.Of(tensors.Keys) : null;
        IReadOnlyList<NamedTensor> named = TensorRenaming.Apply(
            tensors, renames ?? known?.Layers ?? new Dictionary<string, string>(), path);
        bool isLogDeviation = givesLogStandardDeviation || known is { GivesLogDeviation: true };
        // What the fit begins with depends on the names, too.
        foreach (NamedTensor tensor in named)
            hash.AppendData(Encoding.UTF8.GetBytes($"{tensor.Source}\0{tensor.Name}\0"));
        hash.AppendData([isLogDeviation ? (byte)1 : (byte)0]);
        string text = $"{Path.GetFileName(path)} {Convert.ToHexStringLower(hash.GetHashAndReset())[..HashLength]}"
            + (known is null ? "" : $", by the names of {known.Name}");
        return new PyTorchWeights(new StateDictCopy($"'{path}'", named, isLogDeviation), text);
    }

    /// <summary>The name of the file, a hash of what was read, and whose names were recognized.</summary>
    public override string ToString() => _text;

    /// <summary>Copies the weights into a network.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    internal void CopyTo(VaeNetwork network) => _copy.Apply(network);
}

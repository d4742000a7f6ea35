using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>
/// A checkpoint as a safetensors file.
/// <code>
/// metadata "format"      : "1"
/// metadata "description" : JSON, see <see cref="CheckpointDescription"/>
/// metadata "options"     : a line "name=value" for each option that bears on the result
/// metadata "rows"        : such lines for the rows
/// metadata "head_sha256" : of the texts above and of a line for each tensor's name, type and shape
/// metadata "sha256"      : of the payload
/// tensors "network.*"    : weights and buffers
/// tensors "optimizer.*"  : the optimizer's memory
/// tensors "best.*"       : the best weights so far, if there are any
/// tensor "generator"     : its state
/// tensors "history.*"    : see <see cref="HistoryTensors"/>
/// </code>
/// </summary>
internal static class CheckpointFile
{
    private const string Format = "1";
    private const string FormatKey = "format";
    private const string DescriptionKey = "description";
    private const string OptionsKey = "options";
    private const string RowsKey = "rows";
    private const string HashKey = "head_sha256";

    public static void Write(Stream stream, CheckpointContent content)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        Dictionary<string, string> metadata = new()
        {
            [FormatKey] = Format,
            [DescriptionKey] = content.Description.ToJson(),
            [OptionsKey] = content.Options.ToString(),
            [RowsKey] = content.Rows.ToString(),
        };
        metadata[HashKey] = Hash(key => metadata[key], content.Tensors.Select(
            tensor => new ExpectedTensor(tensor.Name, TensorEntry.TypeOf(tensor.Tensor), tensor.Tensor.shape)));
        Safetensors.Write(writer, metadata, content.Tensors);
    }

    /// <exception cref="ModelFormatException">The file is damaged, or of another version.</exception>
    public static Checkpoint Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(path, stream);
    }

    /// <summary>The same from a copy of the file.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, or of another version.</exception>
    public static Checkpoint Read(string path, Stream stream)
    {
        try
        {
            Safetensors file = Read(stream);
            CheckpointDescription description = CheckpointDescription.Parse(file.Text(DescriptionKey));
            FitFingerprint options = FitFingerprint.Parse(file.Text(OptionsKey)), rows = FitFingerprint.Parse(file.Text(RowsKey));
            return new Checkpoint(path, description, options, rows, file);
        }
        catch (ModelFormatException e)
        {
            throw Damaged(path, e);
        }
    }

    /// <summary>Checks a checkpoint that was just written.</summary>
    public static void Verify(Stream stream) => CheckpointDescription.Parse(Read(stream).Text(DescriptionKey));

    /// <summary>The same fault with the path of the file.</summary>
    public static ModelFormatException Damaged(string path, ModelFormatException fault) =>
        new(fault.Message.Replace(Safetensors.Subject, $"The checkpoint '{path}'", StringComparison.Ordinal), fault);

    // Finite weights may have moments that are not, so such a state is not refused.
    private static Safetensors Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        Safetensors file = Safetensors.Read(reader, isFinite: false);
        if (file.Text(FormatKey) is var format && format != Format)
            throw new ModelFormatException($"{Safetensors.Subject} is of another version: its format is '{format}', not '{Format}'.");
        if (file.Text(HashKey) != Hash(file.Text, file.Tensors))
            throw Safetensors.Damaged("description, options, rows or table", $"their hash is not the metadata's '{HashKey}'");
        return file;
    }

    private static string Hash(Func<string, string> text, IEnumerable<ExpectedTensor> tensors)
    {
        IEnumerable<string> table = tensors.Select(
            tensor => FormattableString.Invariant($"{tensor.Name} {tensor.Type} {string.Join(',', tensor.Shape)}"));
        string head = string.Join('\0', [text(FormatKey), text(DescriptionKey), text(OptionsKey), text(RowsKey), .. table]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head)));
    }
}

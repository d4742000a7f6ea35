using System.Text;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>Named tensors in a file that PyTorch's users share: what torch.save writes, or safetensors.</summary>
internal static class StateDictFile
{
    /// <summary>What a user can do about a file that holds something else.</summary>
    public const string HowToSave = "Save the tensors alone: torch.save(model.state_dict(), path)";

    private const string SafetensorsExtension = ".safetensors";

    private static readonly string[] _torchExtensions = [".pt", ".pth"];

    public static ModelFormatException Refused(string what) => new($"{Safetensors.Subject} {what}.");

    /// <exception cref="ModelFormatException">The file is damaged or holds something else; the message names it.</exception>
    public static Dictionary<string, StoredTensor> Read(Stream stream, string path)
    {
        try
        {
            return Read(stream);
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException(e.Message.Replace(Safetensors.Subject, $"'{path}'", StringComparison.Ordinal), e);
        }
        catch (Exception e) when (
            e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException)
        {
            // What the reader of zip files throws.
            throw new ModelFormatException($"'{path}' is damaged: {e.Message}", e);
        }
    }

    /// <summary>Writes a file in the format that its extension names, and reads it back before it replaces an older one.</summary>
    /// <exception cref="ArgumentException">The extension is another one.</exception>
    /// <exception cref="InvalidOperationException">A tensor is too large.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        string extension = Path.GetExtension(path);
        bool isSafetensors = extension.Equals(SafetensorsExtension, StringComparison.OrdinalIgnoreCase);
        if (!isSafetensors && !_torchExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"The extension of '{path}' is '{extension}'; must be {string.Join(", ", _torchExtensions)} or {SafetensorsExtension}.",
                nameof(path));
        }
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (tensor.numel() > Array.MaxLength / StoredTensor.SizeOf(tensor.dtype))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The tensor '{name}' of {tensor.numel()} numbers cannot be saved: it takes more than {Array.MaxLength} bytes."));
            }
        }
        AtomicFile.Write(path, stream => Write(stream, tensors, isSafetensors), stream => Read(stream, path));
    }

    private static Dictionary<string, StoredTensor> Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[16];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.StartsWith("PK"u8))
            return TorchArchive.Read(stream);
        if (start.Length > sizeof(ulong) && start[sizeof(ulong)] == '{')
            return ReadSafetensors(stream);
        // Before PyTorch 1.6, torch.save wrote several pickles one after another, the first of them a number of ten bytes.
        throw Refused(start.StartsWith((ReadOnlySpan<byte>)[0x80, 2, 0x8a, 10])
            ? "is in the format that torch.save had before PyTorch 1.6; load it with a later version, and save it again"
            : "is neither what torch.save writes nor safetensors");
    }

    private static Dictionary<string, StoredTensor> ReadSafetensors(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        Safetensors file = Safetensors.Read(reader, isFinite: false, isSealed: false);
        return file.Tensors.ToDictionary(
            tensor => tensor.Name,
            tensor => StoredTensor.Contiguous((ScalarType)tensor.Type, file.Bytes(tensor.Name), tensor.Shape));
    }

    private static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors, bool isSafetensors)
    {
        if (!isSafetensors)
        {
            TorchArchive.Write(stream, tensors);
            return;
        }
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        Safetensors.Write(writer, new() { ["format"] = "pt" }, tensors);
    }
}

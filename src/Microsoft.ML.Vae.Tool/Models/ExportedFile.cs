using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Onnx.Files;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>A file for another runtime.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Part">What it is of the model; null: the weights.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Inputs">What its graph reads.</param>
/// <param name="Outputs">What its graph gives.</param>
internal sealed record ExportedFile(
    string Path, string? Part, long Bytes, IReadOnlyList<ExportedFile.Port> Inputs, IReadOnlyList<ExportedFile.Port> Outputs)
{
    /// <summary>An ONNX file, as it was written.</summary>
    public static ExportedFile Of(VaeTransformer vae, OnnxPart part, string name, string path)
    {
        using var lease = vae.Model.Use();
        var file = vae.ExportOnnx(part, new OnnxOptions());
        return new ExportedFile(path, name, new FileInfo(path).Length, Ports(file.Inputs), Ports(file.Outputs));
    }

    private static Port[] Ports(IReadOnlyList<ModelPort> ports) =>
        [.. ports.Select(port => new Port(port.Name, NameOf(port.Type), port.Size))];

    /// <summary>The names that ONNX's tools use.</summary>
    private static string NameOf(ElementType type) => type switch
    {
        ElementType.Single => "float32",
        ElementType.Byte => "uint8",
        ElementType.Boolean => "bool",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>An input or output: rows of numbers.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Type">The type of its numbers.</param>
    /// <param name="Size">Numbers per row.</param>
    internal sealed record Port(string Name, string Type, long Size)
    {
        public override string ToString() => FormattableString.Invariant($"{Name} ({Type}, batch x {Size})");
    }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>Both ways of writing a model.</summary>
internal static class Exports
{
    /// <summary>By ML.NET's converter.</summary>
    public static byte[] Convert(this MLContext context, ITransformer model, IDataView data, params string[] outputs)
    {
        using var stream = new MemoryStream();
        if (outputs.Length == 0)
            context.Model.ConvertToOnnx(model, data, stream);
        else
            context.Model.ConvertToOnnx(model, data, stream, outputs);
        return stream.ToArray();
    }

    /// <summary>As a file of its own, in memory: one on a disk waits for the disk.</summary>
    public static byte[] Write(this VaeTransformer model, OnnxPart part)
    {
        using VaeModel.Lease lease = model.Model.Use();
        using var stream = new MemoryStream();
        model.ExportOnnx(part, new OnnxOptions()).Write(stream);
        return stream.ToArray();
    }

    /// <summary>As a file of its own.</summary>
    public static byte[] Save(this VaeTransformer model, OnnxPart part, OnnxOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        model.SaveOnnx(folder["part.onnx"], part, options);
        Directory.GetFiles(folder.FullName).ShouldHaveSingleItem();
        return File.ReadAllBytes(folder["part.onnx"]);
    }

    /// <summary>A model saved as a zip and loaded again, in another context.</summary>
    public static ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }
}

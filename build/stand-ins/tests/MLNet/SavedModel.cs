using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.MLNet;

/// <summary>Entries of a model zip, and a view for small models.</summary>
internal static class SavedModel
{
    public static IDataView View(MLContext context) => context.Data.LoadFromEnumerable(new[] { new Point { A = 1 } });

    public static byte[] Entry(MLContext context, ITransformer? model, DataViewSchema? schema, string name)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, schema, stream);
        using var archive = new ZipArchive(stream);
        using var source = archive.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        source.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Loads a zip with one stream in it, as the model.</summary>
    public static ITransformer Load(MLContext context, byte[] modelStream)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var target = archive.CreateEntry("TransformerChain/Model.key").Open();
            target.Write(modelStream);
        }
        return context.Model.Load(stream, out _);
    }

    public sealed class Point
    {
        public float A { get; set; }
    }
}

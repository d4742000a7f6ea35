using System.IO.Compression;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A model zip in memory, entry by entry.</summary>
internal sealed class SavedModel(Dictionary<string, byte[]> entries)
{
    public const string Weights = "Weights.safetensors";
    public const string Header = "Model.key";

    public IReadOnlyDictionary<string, byte[]> Entries => entries;

    public static SavedModel Of(ITransformer model, DataViewSchema? schema = null) => Read(ZipOf(model, schema));

    public static byte[] ZipOf(ITransformer model, DataViewSchema? schema = null)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    public static SavedModel Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return new SavedModel(archive.Entries.ToDictionary(entry => entry.FullName, BytesOf));
    }

    public static ITransformer Load(byte[] zip) => new MLContext().Model.Load(new MemoryStream(zip), out _);

    public ITransformer Load() => Load(ToZip());

    public byte[] this[string file]
    {
        get => entries[NameOf(file)];
        set => entries[NameOf(file)] = value;
    }

    public void Remove(string file) => entries.Remove(NameOf(file));

    public byte[] ToZip()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    public void ShouldEqual(SavedModel expected)
    {
        entries.Keys.ShouldBe(expected.Entries.Keys, ignoreOrder: true);
        foreach ((string name, byte[] bytes) in expected.Entries)
            entries[name].ShouldBe(bytes, name);
    }

    private string NameOf(string file) => entries.Keys.Single(name => Path.GetFileName(name.Replace('\\', '/')) == file);

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

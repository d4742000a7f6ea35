using System.IO.Compression;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Model zips as entries by name, and back.</summary>
internal static class Zips
{
    public static byte[] Save(this MLContext context, ITransformer model, DataViewSchema? schema)
    {
        using var stream = new MemoryStream();
        context.Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    public static ITransformer Load(this MLContext context, byte[] zip, out DataViewSchema? schema)
    {
        using var stream = new MemoryStream(zip);
        return context.Model.Load(stream, out schema);
    }

    public static SortedDictionary<string, byte[]> Entries(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        var entries = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream source = entry.Open();
            using var copy = new MemoryStream();
            source.CopyTo(copy);
            entries.Add(entry.FullName.Replace('\\', '/'), copy.ToArray());
        }
        return entries;
    }

    public static byte[] FromEntries(IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream target = archive.CreateEntry(name).Open();
                target.Write(bytes);
            }
        }
        return zip.ToArray();
    }

    /// <summary>The same zip with one entry edited.</summary>
    public static byte[] Edit(byte[] zip, string name, Action<byte[]> edit)
    {
        SortedDictionary<string, byte[]> entries = Entries(zip);
        edit(entries[name]);
        return FromEntries(entries);
    }

    /// <summary>Whether bytes hold some numbers one behind another.</summary>
    public static bool Contains(byte[] bytes, params object[] numbers)
    {
        using var expected = new MemoryStream();
        using var writer = new BinaryWriter(expected);
        foreach (object number in numbers)
        {
            if (number is byte small)
                writer.Write(small);
            else if (number is int whole)
                writer.Write(whole);
            else
                writer.Write((float)number);
        }

        return bytes.AsSpan().IndexOf(expected.ToArray()) >= 0;
    }
}

using System.Buffers.Binary;
using Microsoft.ML.Vae.Idx;

namespace Microsoft.ML.Vae.Shared.Idx;

/// <summary>Writes IDX files. A file appears under its name only when it is complete.</summary>
internal static class IdxWriter
{
    public static void Write(string path, ReadOnlySpan<byte> values, params int[] dimensions)
    {
        using var stream = new FileStream(Temporary(path), FileMode.Create);
        WriteHeader(stream, IdxType.UnsignedByte, values.Length, dimensions);
        stream.Write(values);
        Publish(stream, path);
    }

    public static void Write(string path, ReadOnlySpan<float> values, params int[] dimensions)
    {
        using var stream = new FileStream(Temporary(path), FileMode.Create);
        WriteHeader(stream, IdxType.Single, values.Length * sizeof(float), dimensions);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleBigEndian(bytes, value);
            stream.Write(bytes);
        }

        Publish(stream, path);
    }

    private static void WriteHeader(FileStream stream, IdxType type, int payloadLength, int[] dimensions)
    {
        var header = new IdxHeader(type, dimensions);
        if (header.PayloadLength != payloadLength)
            throw new ArgumentException($"{payloadLength} bytes do not fill {string.Join(" x ", dimensions)}.", nameof(dimensions));
        stream.Write(header.ToBytes());
    }

    /// <summary>In the same folder, so that it is on the same disk; used by this process alone.</summary>
    private static string Temporary(string path) => $"{path}.{Environment.ProcessId}.tmp";

    private static void Publish(FileStream stream, string path)
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(Temporary(path), path, overwrite: true);
    }
}

using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>Writes what was drawn.</summary>
internal static class Files
{
    /// <summary>Writes a file atomically; a folder that is not there is an error.</summary>
    public static void Write(string path, byte[] content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, stream => stream.Write(content), file => Verify(file, content.Length, path));
    }

    private static void Verify(Stream file, int length, string path)
    {
        if (file.Length != length)
            throw new IOException(FormattableString.Invariant($"'{path}' has {file.Length} bytes; must have {length}."));
    }
}

using System.Text;
using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML.Vae.Tool.Output;

/// <summary>Files that are whole or not there: an older one of the same name stays until the new one is complete.</summary>
internal static class OutputFile
{
    /// <summary>Makes the folder of a file, before any work is done for it.</summary>
    /// <exception cref="IOException">There is a folder of that name, or its folder cannot be made.</exception>
    public static string Prepare(string path)
    {
        if (Directory.Exists(path) || path.EndsWith('/'))
            throw new IOException($"'{path}' is a folder; --output must name a file.");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        return path;
    }

    public static void WriteText(string path, Action<TextWriter> write) => AtomicFile.Write(
        Prepare(path),
        stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            write(writer);
        },
        verify: _ => { });

    /// <summary>A size as people say it.</summary>
    public static string Size(string path) => new FileInfo(path).Length switch
    {
        < 1_000_000 and var bytes => FormattableString.Invariant($"{Math.Max(1, bytes / 1000)} kB"),
        var bytes => FormattableString.Invariant($"{bytes / 1e6:F1} MB"),
    };
}

using System.IO.Compression;

namespace Microsoft.ML.Vae.Samples.Shared.Download;

/// <summary>Looks for a file in a folder, plain or gzipped.</summary>
internal static class PresentFile
{
    /// <summary>Whether the folder has these very bytes under the file's name; readers take the plain file first.</summary>
    public static async Task<bool> ExistsAsync(string folder, RemoteFile file, CancellationToken token)
    {
        var path = Path.Combine(folder, file.Name);
        if (File.Exists(path))
        {
            using var plain = File.OpenRead(path);
            return plain.Length == file.Length && await IsAsync(plain, file, token).ConfigureAwait(false);
        }

        if (!File.Exists(path + ".gz"))
            return false;
        using var unzipped = new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        return await IsAsync(unzipped, file, token).ConfigureAwait(false);
    }

    private static async Task<bool> IsAsync(Stream stream, RemoteFile file, CancellationToken token)
    {
        try
        {
            return await CheckedCopy.RunAsync(stream, Stream.Null, file, Timeout.InfiniteTimeSpan, token).ConfigureAwait(false) is null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

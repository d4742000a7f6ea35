using System.IO.Compression;

namespace Microsoft.ML.Vae.Samples.Shared.Download;

/// <summary>
/// Fetches gzipped files into a folder and decompresses them. A file gets its name only once it is complete and verified; until then it has
/// another name in the same folder, and a failed one is deleted.
/// </summary>
/// <param name="mirror">The address that the files' names follow.</param>
/// <param name="idleLimit">How long a server may send nothing.</param>
internal sealed class Downloader(Uri mirror, TimeSpan idleLimit) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = idleLimit };
    private readonly Uri _base = new(mirror.AbsoluteUri.TrimEnd('/') + '/');

    public static TimeSpan DefaultIdleLimit { get; } = TimeSpan.FromSeconds(30);

    /// <param name="folder">Created if there is none.</param>
    /// <param name="files">What to fetch; files that are there already are left alone.</param>
    /// <param name="report">Hears of each file.</param>
    /// <param name="token">Stops the download.</param>
    /// <exception cref="DownloadException">A file could not be had, or is not what it should be.</exception>
    public async Task FetchAsync(string folder, IEnumerable<RemoteFile> files, Action<FormattableString> report, CancellationToken token)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            if (await PresentFile.ExistsAsync(folder, file, token).ConfigureAwait(false))
            {
                report($"{file.Name} is already in {folder}");
                continue;
            }

            var address = new Uri(_base, file.Name + ".gz");
            report($"downloading {address}");
            await FetchAsync(address, Path.Combine(folder, file.Name), file, token).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task FetchAsync(Uri address, string path, RemoteFile file, CancellationToken token)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            await using (var target = new FileStream(partial, FileMode.CreateNew))
                await ReceiveAsync(address, target, file, token).ConfigureAwait(false);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task ReceiveAsync(Uri address, FileStream target, RemoteFile file, CancellationToken token)
    {
        try
        {
            using var response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new DownloadException(address, $"the server answered {(int)response.StatusCode} ({response.ReasonPhrase}).");
            await using var body = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
            await using var unzipped = new GZipStream(body, CompressionMode.Decompress);
            if (await CheckedCopy.RunAsync(unzipped, target, file, idleLimit, token).ConfigureAwait(false) is { } fault)
                throw new DownloadException(address, fault);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new DownloadException(address, $"no answer came for {idleLimit.TotalSeconds:0.###} s.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DownloadException(address, "its gzip compression is damaged.", e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or TimeoutException)
        {
            throw new DownloadException(address, e.Message, e);
        }
    }
}

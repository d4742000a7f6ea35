namespace Microsoft.ML.Vae.Samples.Shared.Download;

/// <summary>A file could not be had, or is not what it should be; the message names its address.</summary>
internal sealed class DownloadException(Uri address, string fault, Exception? cause = null)
    : IOException($"Cannot download '{address}': {fault}", cause);

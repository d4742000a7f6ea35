namespace Microsoft.ML.Vae.Samples.Shared.Download;

/// <summary>A file that a mirror has as <c>Name.gz</c>, and what comes out of it.</summary>
/// <param name="Name">Its name without <c>.gz</c>.</param>
/// <param name="Length">Bytes, decompressed. Never more than this is written to the disk.</param>
/// <param name="Sha256">Of the decompressed bytes, in lower-case hexadecimal digits: compression may differ from mirror to mirror.</param>
internal sealed record RemoteFile(string Name, long Length, string Sha256);

using System.Buffers;
using System.Security.Cryptography;

namespace Microsoft.ML.Vae.Samples.Shared.Download;

/// <summary>Copies a stream and says in words what is wrong with it.</summary>
internal static class CheckedCopy
{
    private const int BlockSize = 1 << 16;

    /// <summary>Writes at most the bytes wanted, whatever the source has.</summary>
    /// <param name="source">The bytes to check.</param>
    /// <param name="target">Where they go; <see cref="Stream.Null"/> only to check them.</param>
    /// <param name="file">What they should be.</param>
    /// <param name="idleLimit">How long one read may take.</param>
    /// <param name="token">Stops the copy.</param>
    /// <returns>Null when the bytes are the ones wanted.</returns>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public static async Task<string?> RunAsync(Stream source, Stream target, RemoteFile file, TimeSpan idleLimit, CancellationToken token)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var block = MemoryPool<byte>.Shared.Rent(BlockSize);
        var length = 0L;
        while (true)
        {
            var read = await ReadAsync(source, block.Memory, idleLimit, token).ConfigureAwait(false);
            if (read == 0)
                break;
            length += read;
            if (length > file.Length)
                return $"expected {file.Length} bytes of decompressed '{file.Name}', got more.";
            sha256.AppendData(block.Memory.Span[..read]);
            await target.WriteAsync(block.Memory[..read], token).ConfigureAwait(false);
        }

        if (length < file.Length)
            return $"expected {file.Length} bytes of decompressed '{file.Name}', got only {length}.";
        var digest = Convert.ToHexStringLower(sha256.GetHashAndReset());
        return digest == file.Sha256 ? null : $"expected SHA-256 {file.Sha256} of decompressed '{file.Name}', got {digest}.";
    }

    private static async Task<int> ReadAsync(Stream source, Memory<byte> block, TimeSpan idleLimit, CancellationToken token)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(idleLimit);
        try
        {
            return await source.ReadAsync(block, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {idleLimit.TotalSeconds:0.###} s.", e);
        }
    }
}

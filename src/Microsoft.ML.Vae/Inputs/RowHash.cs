using System.Security.Cryptography;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>A hash of rows in their order, which grows as they are read.</summary>
internal sealed class RowHash : IDisposable
{
    private const int Digits = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of the rows so far, in hexadecimal digits.</summary>
    public string Text => Convert.ToHexStringLower(_hash.GetCurrentHash())[..Digits];

    /// <summary>The hash of the rows of a pass, which is disposed.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="rowBytes">Bytes of one row.</param>
    /// <param name="rows">How many rows are read; by default, all.</param>
    public static string Of(IRowPass pass, int rowBytes, long rows = long.MaxValue)
    {
        using (pass)
        {
            using var hash = new RowHash();
            byte[] row = new byte[rowBytes];
            for (; rows > 0 && pass.TryRead(row); rows--)
                hash.Append(row);
            return hash.Text;
        }
    }

    public void Append(ReadOnlySpan<byte> rows) => _hash.AppendData(rows);

    public void Dispose() => _hash.Dispose();
}

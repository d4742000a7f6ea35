using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Health;

/// <summary>Copies of the first rows that a fit deals in its first epoch, in their random order.</summary>
/// <param name="column">Their column.</param>
/// <param name="most">The most to copy; null: as many as a health check needs.</param>
internal sealed class RowSample(PixelColumn column, int? most = null)
{
    private const int MaximumRows = 4096;
    private const int MaximumRowsOfLargeSize = 1024;
    private const int LargeSize = 1024;
    private const int MaximumBytes = 32 << 20;

    private readonly int _capacity = Math.Clamp(
        MaximumBytes / column.RowBytes, 1, most ?? (column.Size > LargeSize ? MaximumRowsOfLargeSize : MaximumRows));

    public RowBuffer Rows { get; } = new(column.RowBytes);

    /// <summary>Whether there is no room left.</summary>
    public bool IsFull => Rows.Count == _capacity;

    /// <summary>Makes it a sample of the rows of all ranks, of each as many as there is room for.</summary>
    public void Share(RankGroup ranks)
    {
        int most = (_capacity + ranks.Size - 1) / ranks.Size;
        byte[] mine = new byte[Math.Min(Rows.Count, most) * column.RowBytes];
        for (int i = 0; i < mine.Length / column.RowBytes; i++)
            Rows[i].CopyTo(mine.AsSpan(i * column.RowBytes));
        Rows.Clear();
        foreach (byte[] row in ranks.Gather<byte>(mine).SelectMany(rows => rows.Chunk(column.RowBytes)))
            Add(row);
    }

    /// <summary>Copies a row while there is room.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        if (!IsFull)
            row.CopyTo(Rows.Append());
    }
}

using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The inputs and ids of up to <paramref name="capacity"/> rows.</summary>
internal sealed class StoredRows(PixelColumn column, int capacity)
{
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private byte[]? _inputs;   // made when a row is read: draws from the prior read none

    public int Capacity => capacity;

    /// <summary>How many rows there are.</summary>
    public int Count { get; set; }

    /// <summary>Every row's input, one after another.</summary>
    public ReadOnlySpan<byte> Inputs => _inputs.AsSpan(0, Count * column.RowBytes);

    /// <summary>The same, for other threads.</summary>
    public ReadOnlyMemory<byte> Stored => _inputs.AsMemory(0, Count * column.RowBytes);

    /// <summary>The place of one row's input.</summary>
    public Span<byte> Row(int index) => (_inputs ??= new byte[capacity * column.RowBytes]).AsSpan(index * column.RowBytes, column.RowBytes);

    /// <summary>The place of one row's id.</summary>
    public ref DataViewRowId Id(int index) => ref _ids[index];
}

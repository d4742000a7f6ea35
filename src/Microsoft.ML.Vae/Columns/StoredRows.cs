using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The inputs and ids of up to <paramref name="capacity"/> rows.</summary>
internal sealed class StoredRows(PixelColumn column, int capacity)
{
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private byte[]? _inputs;   // made when a row is read: draws from the prior read none

    public int Capacity => capacity;

    /// <summary>How many rows are computed together, those of a batch that are read later or were read earlier included.</summary>
    public int Count { get; set; }

    /// <summary>Every row's input, one after another.</summary>
    public ReadOnlySpan<byte> Inputs => AllInputs.AsSpan(0, Count * column.RowBytes);

    /// <summary>The place of one row's input.</summary>
    public Span<byte> Row(int index) => AllInputs.AsSpan(index * column.RowBytes, column.RowBytes);

    /// <summary>The place of one row's id.</summary>
    public ref DataViewRowId Id(int index) => ref _ids[index];

    private byte[] AllInputs => _inputs ??= new byte[capacity * column.RowBytes];
}

using System.Buffers;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The inputs and ids of up to <paramref name="capacity"/> rows, and what is wrong with those that cannot be used.</summary>
internal sealed class StoredRows(PixelColumn column, int capacity) : IDisposable
{
    // Beyond this, arrays are borrowed: while the collector makes room for new ones, it stops every thread.
    private const int MostBytes = 64 << 10;

    private readonly int _bytes = capacity * column.RowBytes;
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private readonly ulong?[] _seeds = new ulong?[capacity];
    private readonly RowFault?[] _faults = new RowFault?[capacity];
    private byte[]? _inputs;   // made when a row is read: draws from the prior read none

    public int Capacity => capacity;

    /// <summary>How many rows are computed together, those of a batch that are read later or were read earlier included.</summary>
    public int Count { get; set; }

    /// <summary>Every row's input, one after another.</summary>
    public ReadOnlySpan<byte> Inputs => AllInputs.AsSpan(0, Count * column.RowBytes);

    /// <summary>The same, for other threads.</summary>
    public ReadOnlyMemory<byte> Stored => AllInputs.AsMemory(0, Count * column.RowBytes);

    /// <summary>The place of one row's id.</summary>
    public ref DataViewRowId Id(int index) => ref _ids[index];

    /// <summary>The place of the number that one row's draws depend on; null: on its id.</summary>
    public ref ulong? Seed(int index) => ref _seeds[index];

    /// <summary>What is wrong with a row; null for one that can be used.</summary>
    public RowFault? Fault(int index) => _faults[index];

    /// <summary>Reads a row's input; that of a row that cannot be used becomes 0. Returns what is wrong with it.</summary>
    public RowFault? Read(int index, RowExtractor reader)
    {
        Span<byte> row = AllInputs.AsSpan(index * column.RowBytes, column.RowBytes);
        RowFault? fault = reader.TryRead(row);
        if (fault is not null)
            row.Clear();
        _faults[index] = fault;
        return fault;
    }

    /// <summary>Gives their room back. No other thread reads them any more.</summary>
    public void Dispose()
    {
        if (_inputs is { } inputs && _bytes > MostBytes)
            ArrayPool<byte>.Shared.Return(inputs);
        _inputs = null;
    }

    private byte[] AllInputs => _inputs ??= _bytes > MostBytes ? Borrow() : new byte[_bytes];

    private byte[] Borrow()
    {
        byte[] inputs = ArrayPool<byte>.Shared.Rent(_bytes);
        inputs.AsSpan(0, _bytes).Clear();
        return inputs;
    }
}

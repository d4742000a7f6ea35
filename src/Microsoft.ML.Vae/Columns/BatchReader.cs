using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Reads the rows of a cursor, and keeps those columns that are passed on. Used by one thread.</summary>
internal sealed class BatchReader
{
    private readonly DataViewRowCursor _input;
    private readonly long? _rowCount;
    private readonly int _capacity;
    private readonly RowExtractor? _reader;
    private readonly BufferedColumn[] _columns;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly Func<ulong>? _readSeed;
    private long _position;   // of the row to come
    private int _first;       // its place within its batch

    /// <param name="binding">The columns.</param>
    /// <param name="input">The cursor.</param>
    /// <param name="active">The columns that were asked for.</param>
    /// <param name="rowCount">How many rows it has, if that is known.</param>
    /// <param name="currentRow">The row whose values the getters give: the offset of its part, and its index among the part's rows.</param>
    public BatchReader(ColumnBinding binding, DataViewRowCursor input, bool[] active, long? rowCount, Func<int> currentRow)
    {
        _input = input;
        _rowCount = rowCount;
        _capacity = binding.BatchSize;
        var row = new ReadOnceRow(input);
        _reader = binding.CreateReader(row, active);
        _readId = input.GetIdGetter();
        _readSeed = binding.CreateSeedReader(input, active);
        BufferedColumn?[] columns =
            [.. input.Schema.Select(column => active[column.Index] ? BufferedColumn.Create(row, column, _capacity, currentRow) : null)];
        Getters = [.. columns.Select(column => column?.Getter)];
        _columns = [.. columns.OfType<BufferedColumn>()];
    }

    /// <summary>A getter for each column of the input that was asked for.</summary>
    public IReadOnlyList<Delegate?> Getters { get; }

    /// <summary>Whether there is nothing left to read.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Makes room for some parts.</summary>
    public void Reserve(int parts) => Array.ForEach(_columns, column => column.Reserve(parts * _capacity));

    /// <summary>Reads the rows that follow, up to the end of their batch. An exception of the source becomes the part's.</summary>
    /// <param name="part">Takes them.</param>
    /// <param name="maximumBytes">The most bytes of passed-on columns, unless a single row has more.</param>
    public void Read(BatchPart part, long maximumBytes)
    {
        long start = Stopwatch.GetTimestamp();
        (part.First, part.Count, part.Bytes, part.Fault) = (_first, 0, 0, null);
        try
        {
            HasEnded = !ReadRows(part, maximumBytes);
        }
        catch (Exception e)
        {
            part.Fault = ExceptionDispatchInfo.Capture(e);
            HasEnded = true;
        }
        int end = part.Offset + _capacity;
        Array.ForEach(_columns, column => column.Release((part.Offset + part.Count)..end));
        part.Rows.Count = BatchSize(part);
        _position += part.Count;
        _first = (part.First + part.Count) % _capacity;
        part.Duration = Stopwatch.GetElapsedTime(start);
    }

    private bool ReadRows(BatchPart part, long maximumBytes)
    {
        long largest = 0;
        while (part.First + part.Count < _capacity && part.Bytes + largest <= maximumBytes)
        {
            if (!_input.MoveNext())
                return false;
            long bytes = ReadRow(part, part.Count);
            part.Bytes += bytes;
            largest = Math.Max(largest, bytes);
        }
        return true;
    }

    private long ReadRow(BatchPart part, int index)
    {
        int place = part.First + index;
        _readId(ref part.Rows.Id(place));
        part.Rows.Seed(place) = _readSeed?.Invoke();
        part.Batches[index] = _input.Batch;
        if (_reader is not null)
            part.Rows.Read(place, _reader);
        part.Count++;
        long bytes = 0;
        foreach (BufferedColumn column in _columns)
            bytes += column.Read(part.Offset + index);
        return bytes;
    }

    // The rows of the batch, even if some are yet to be read.
    private int BatchSize(BatchPart part)
    {
        int read = part.First + part.Count;
        bool isWhole = part.First == 0 && HasEnded;
        return isWhole ? read : (int)Math.Clamp(_rowCount - (_position - part.First) ?? _capacity, read, _capacity);
    }
}

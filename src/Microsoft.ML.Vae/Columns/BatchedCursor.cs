using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// Reads rows ahead, so that one forward pass serves a whole batch of them. Where other columns would take too many bytes, a batch is
/// read in parts, and each is computed in its place within a batch of full size, so that no value depends on which columns are active.
/// </summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private readonly ColumnBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly InvalidRows _invalid;
    private readonly long? _rowCount;
    private readonly StoredRows _rows;
    private readonly OutputCache _outputs;
    private readonly RowExtractor? _reader;
    private readonly BufferedColumn[] _columns;
    private readonly Delegate?[] _getters;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly Func<ulong>? _readSeed;
    private readonly long[] _batches;
    private readonly OutputRecorder? _recorder;
    private Action? _whenEnded;
    private long _position = -1;
    private int _first;   // of the rows that were read ahead, within its batch
    private int _count;   // of them
    private int _row = -1;   // among them
    private bool _ended;

    /// <summary>Takes over a cursor.</summary>
    /// <param name="binding">The columns.</param>
    /// <param name="input">The input's cursor.</param>
    /// <param name="active">The columns that were asked for.</param>
    /// <param name="invalid">Takes the rows that cannot be used.</param>
    /// <param name="rowCount">How many rows it has, if that is known.</param>
    /// <param name="recorder">Records the outputs; null: nothing does.</param>
    /// <param name="whenEnded">Called when every row was read.</param>
    public BatchedCursor(
        ColumnBinding binding, DataViewRowCursor input, bool[] active, InvalidRows invalid, long? rowCount,
        OutputRecorder? recorder = null, Action? whenEnded = null)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _invalid = invalid;
        _rowCount = rowCount;
        (_recorder, _whenEnded) = (recorder, whenEnded);
        int capacity = binding.BatchSize;
        _rows = new StoredRows(binding.Function.Input, capacity);
        _outputs = new OutputCache(binding.Function, _rows, Explain) 
        {
            Wanted = binding.Contents(active) | (recorder?.Kinds ?? OutputKinds.None),
        };
        var row = new ReadOnceRow(input);
        _reader = binding.CreateReader(row, active);
        _readId = input.GetIdGetter();
        _readSeed = binding.CreateSeedReader(input, active);
        _batches = new long[capacity];
        BufferedColumn?[] columns =
            [.. input.Schema.Select(column => active[column.Index] ? BufferedColumn.Create(row, column, capacity, CurrentRow) : null)];
        _getters = [.. columns.Select(column => column?.Getter)];
        _columns = [.. columns.OfType<BufferedColumn>()];
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _position;

    public override long Batch => _position < 0 ? 0 : _batches[_row];

    public override bool MoveNext()
    {
        if (_row + 1 < _count || ReadAhead())
        {
            _row++;
            _position++;
            return true;
        }
        _position = -1;
        _input.Dispose();
        _invalid.Report();
        _whenEnded?.Invoke();
        _whenEnded = null;
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _rows.Id(CurrentRowOfBatch());

    public override bool IsColumnActive(DataViewSchema.Column column) => _binding.IsActive(_active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _binding.CheckActive(_active, column);
        Delegate getter = _binding.OutputAt(column.Index) is { } output
            ? output.CreateGetter(_outputs, CurrentRowOfBatch)
            : _getters[column.Index]!;
        return _binding.Typed<TValue>(getter, column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true;
            _count = 0;
            _position = -1;
            _input.Dispose();
            _invalid.Report();
        }
        base.Dispose(disposing);
    }

    private int CurrentRow()
    {
        _binding.Context.Check(_position >= 0, "Cannot fetch a value while the cursor is not on a row");
        return _row;
    }

    private int CurrentRowOfBatch() => _first + CurrentRow();

    private Exception? Explain(RowFault fault, int row) =>
        _invalid.Throw ? _invalid.Explain(fault, _rows.Id(row), _input, _position) : null;

    private bool ReadAhead()
    {
        _recorder?.Add(_rows, _outputs.Computed, _first, _count);
        if (_ended)
            return false;
        long position = _position;
        int first = (_first + _count) % _rows.Capacity;
        (_position, _row, _count, _ended) = (-1, -1, 0, true);   // and so it stays if the source throws
        int count = 0;
        long bytes = 0, largest = 0;
        bool more = true;
        while (more && first + count < _rows.Capacity && bytes + largest <= ReadAheadSize.MaximumBytes)
        {
            more = _input.MoveNext();
            if (!more)
                break;
            long taken = ReadRow(count, first + count, position + 1 + count);
            count++;
            bytes += taken;
            largest = Math.Max(largest, taken);
        }
        Array.ForEach(_columns, column => column.Trim(count));
        (_position, _first, _count, _ended) = (position, first, count, !more);
        _rows.Count = BatchSize(position + 1 - first);
        _outputs.Clear();
        return count > 0;
    }

    // The rows of the batch whose first row is given, even if they are yet to be read.
    private int BatchSize(long start)
    {
        int read = _first + _count;
        bool isWhole = _first == 0 && _ended;
        return isWhole ? read : (int)Math.Clamp(_rowCount - start ?? _rows.Capacity, read, _rows.Capacity);
    }

    private long ReadRow(int index, int indexInBatch, long position)
    {
        _readId(ref _rows.Id(indexInBatch));
        _rows.Seed(indexInBatch) = _readSeed?.Invoke();
        _batches[index] = _input.Batch;
        if (_reader is not null && _rows.Read(indexInBatch, _reader) is { } fault)
            _invalid.Add(fault, _rows.Id(indexInBatch), position);
        long bytes = 0;
        foreach (BufferedColumn column in _columns)
            bytes += column.Read(index);
        return bytes;
    }
}

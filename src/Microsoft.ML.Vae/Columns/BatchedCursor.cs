using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Reads rows ahead, so that one forward pass serves a whole batch of them.</summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private readonly ColumnBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly StoredRows _rows;
    private readonly OutputCache _outputs;
    private readonly RowExtractor? _reader;
    private readonly BufferedColumn?[] _columns;
    private readonly ValueGetter<DataViewRowId> _readId;
    private readonly long[] _batches;
    private long _position = -1;
    private int _row = -1;
    private int _count;
    private bool _ended;

    public BatchedCursor(ColumnBinding binding, DataViewRowCursor input, bool[] active, int capacity)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _rows = new StoredRows(binding.Function.Input, capacity);
        _outputs = new OutputCache(binding.Function, _rows) { Wanted = binding.Contents(active) };
        _reader = binding.CreateReader(input, active);
        _readId = input.GetIdGetter();
        _batches = new long[capacity];
        _columns =
            [.. input.Schema.Select(column => active[column.Index] ? BufferedColumn.Create(input, column, capacity, CurrentRow) : null)];
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
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _rows.Id(CurrentRow());

    public override bool IsColumnActive(DataViewSchema.Column column) => _binding.IsActive(_active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _binding.CheckActive(_active, column);
        Delegate getter = _binding.OutputAt(column.Index) is { } output
            ? output.CreateGetter(_outputs, CurrentRow)
            : _columns[column.Index]!.Getter;
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
        }
        base.Dispose(disposing);
    }

    private int CurrentRow()
    {
        _binding.Context.Check(_position >= 0, "Cannot fetch a value while the cursor is not on a row");
        return _row;
    }

    private bool ReadAhead()
    {
        long position = _position;
        bool more = !_ended;
        (_position, _row, _count, _ended) = (-1, -1, 0, true);   // and so it stays if the source throws
        int count = 0;
        while (more && count < _rows.Capacity)
        {
            more = _input.MoveNext();
            if (more)
                ReadRow(count++);
        }
        (_position, _count, _ended) = (position, count, !more);
        _rows.Count = count;
        _outputs.Clear();
        return count > 0;
    }

    private void ReadRow(int index)
    {
        _readId(ref _rows.Id(index));
        _batches[index] = _input.Batch;
        _reader?.Read(_rows.Row(index));
        foreach (BufferedColumn? column in _columns)
            column?.Read(index);
    }
}

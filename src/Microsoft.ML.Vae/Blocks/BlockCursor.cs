namespace Microsoft.ML.Vae.Blocks;

/// <summary>Reads every n-th group of an order.</summary>
internal sealed class BlockCursor : DataViewRowCursor
{
    private readonly BlockView _view;
    private readonly BlockReader _reader;
    private readonly HashSet<int> _active;
    private readonly BlockOrder _order;
    private readonly int _step;
    private readonly Func<int> _row;
    private int _place;            // of the group among those of the order
    private long _sliceStart;      // its id
    private int _sliceRows;
    private int _next;             // how many rows of the slice have been read
    private int[]? _rows;          // the order of the slice's rows; null: as they are
    private Random? _shuffler;
    private long _position = -1;
    private bool _ended;

    public BlockCursor(
        BlockView view, BlockReader reader, IReadOnlyCollection<DataViewSchema.Column> columns, BlockOrder order, int first, int step)
    {
        (_view, _reader, _order, _step) = (view, reader, order, step);
        _active = [.. columns.Select(column => column.Index)];
        _place = first - step;
        _row = () => _position >= 0
            ? Row
            : throw new InvalidOperationException("The cursor is not at a row: before the first, or behind the last.");
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => _place;

    private int Row => _rows?[_next - 1] ?? _next - 1;

    public override bool MoveNext()
    {
        if (_ended)
            return false;
        while (_next == _sliceRows)
        {
            if (!ReadSlice())
            {
                Dispose();
                return false;
            }
        }
        _next++;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId id) => id = new DataViewRowId((ulong)(_sliceStart + _row()), 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(Check(column).Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column '{column.Name}' is not active: the cursor was not asked for it.");
        return _reader.Column(column.Index).CreateGetter(_row) as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' has values of {column.Type.RawType}, not of {typeof(TValue)}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reader.Dispose();
        (_position, _ended, _rows) = (-1, true, null);
        base.Dispose(disposing);
    }

    private bool ReadSlice()
    {
        bool isOpen = _sliceRows > 0;
        _sliceStart += _sliceRows;
        _sliceRows = isOpen ? _reader.ReadSlice() : 0;
        while (_sliceRows == 0)
        {
            _place += _step;
            if (_place >= _order.Count)
                return false;
            int group = _order.Group(_place);
            (_sliceStart, _shuffler) = (_view.Start(group), _order.Shuffler(_place));
            _reader.Start(group);
            _sliceRows = _reader.ReadSlice();
        }
        _next = 0;
        if (_shuffler is not null)
        {
            _rows = [.. Enumerable.Range(0, _sliceRows)];
            _shuffler.Shuffle(_rows);
        }
        return true;
    }

    private DataViewSchema.Column Check(DataViewSchema.Column column) =>
        column.Index < Schema.Count && Schema[column.Index].Name == column.Name && Schema[column.Index].Type.Equals(column.Type)
            ? column
            : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not of this view.");
}

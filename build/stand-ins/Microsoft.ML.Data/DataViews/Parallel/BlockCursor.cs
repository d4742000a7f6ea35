using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor over blocks of rows that other threads have read.</summary>
internal abstract class BlockCursor : RootCursorBase
{
    private readonly int[] _slots;
    private readonly int _idSlot;
    private RowBlock _block;
    private int _row;

    protected BlockCursor(IChannelProvider provider, DataViewSchema schema, bool[] active)
        : base(provider)
    {
        Schema = schema;
        _slots = new int[schema.Count];
        for (var column = 0; column < active.Length; column++)
            _slots[column] = active[column] ? _idSlot++ : -1;
    }

    public sealed override DataViewSchema Schema { get; }

    public sealed override long Batch => _block?.Batch ?? -1;

    public sealed override bool IsColumnActive(DataViewSchema.Column column)
    {
        Ch.CheckParam(column.Index < _slots.Length, nameof(column));
        return _slots[column.Index] >= 0;
    }

    public sealed override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active.");
        var expected = Schema[column.Index].Type.RawType;
        if (expected != typeof(TValue))
            throw Ch.Except($"Invalid TValue: '{typeof(TValue)}', expected type: '{expected}'.");
        return GetterOf<TValue>(_slots[column.Index]);
    }

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => GetterOf<DataViewRowId>(_idSlot);

    protected sealed override bool MoveNextCore()
    {
        _row++;
        if (_block == null || _row == _block.Count)
        {
            _block = NextBlock();
            _row = 0;
        }

        return _block != null;
    }

    /// <summary>Waits for the next rows; null at the end.</summary>
    protected abstract RowBlock NextBlock();

    protected override void Dispose(bool disposing)
    {
        _block = null;
        base.Dispose(disposing);
    }

    private ValueGetter<TValue> GetterOf<TValue>(int slot)
    {
        var copy = CopyValue.Of<TValue>();
        return (ref TValue value) =>
        {
            Contracts.Check(_block != null, "Cannot get value as the cursor is not in a good state");
            copy(in ((TValue[])_block.Columns[slot])[_row], ref value);
        };
    }
}

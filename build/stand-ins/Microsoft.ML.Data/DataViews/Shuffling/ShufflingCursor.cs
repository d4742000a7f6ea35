using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Keeps a pool of rows full and hands out any one of them.</summary>
internal sealed class ShufflingCursor : RootCursorBase
{
    private readonly DataViewRowCursor _input;
    private readonly Random _random;
    private readonly List<Action<int>> _fillers = [];
    private readonly Delegate[] _getters;
    private readonly ValueGetter<DataViewRowId> _idGetter;
    private readonly int[] _slots;
    private int _filled;
    private bool _disposed;

    public ShufflingCursor(IChannelProvider provider, DataViewRowCursor input, int poolSize, Random random)
        : base(provider)
    {
        _input = input;
        _random = random;
        // The row handed out last keeps a slot of its own until the next one is drawn.
        _slots = [.. Enumerable.Range(0, poolSize + 1)];
        _getters = new Delegate[Schema.Count];
        foreach (var column in Schema.Where(input.IsColumnActive))
            _getters[column.Index] = column.Type.RawType.Call<ShufflingCursor, DataViewSchema.Column, Delegate>(PoolOf<int>, this, column);
        _idGetter = AddPool(input.GetIdGetter());
    }

    public override DataViewSchema Schema => _input.Schema;

    public override long Batch => 0;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _idGetter;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Ch.CheckParam(column.Index < _getters.Length, nameof(column));
        return _getters[column.Index] != null;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
        return TypedGetter.Cast<TValue>(_getters[column.Index], Ch);
    }

    protected override bool MoveNextCore()
    {
        while (_filled < _slots.Length - 1 && _input.MoveNext())
        {
            foreach (var fill in _fillers)
                fill(_slots[_filled]);
            _filled++;
        }

        if (_filled == 0)
            return false;
        var drawn = _random.Next(_filled--);
        var (slot, last) = (_slots[drawn], _slots[^1]);
        _slots[drawn] = _slots[_filled];
        _slots[_filled] = last;
        _slots[^1] = slot;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }

    private static Delegate PoolOf<TValue>(ShufflingCursor cursor, DataViewSchema.Column column) =>
        cursor.AddPool(cursor._input.GetGetter<TValue>(column));

    private ValueGetter<TValue> AddPool<TValue>(ValueGetter<TValue> source)
    {
        var pool = new TValue[_slots.Length];
        var copy = CopyValue.Of<TValue>();
        _fillers.Add(slot => source(ref pool[slot]));
        return (ref TValue value) =>
        {
            Ch.Check(IsGood, CursorState.NoRow);
            copy(in pool[_slots[^1]], ref value);
        };
    }
}

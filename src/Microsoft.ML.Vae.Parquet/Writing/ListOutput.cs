using Microsoft.ML.Vae.Blocks;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>A column with a list for each row, under the names that the format's specification gives lists.</summary>
internal sealed class ListOutput<T>(DataViewSchema.Column column, ValueStore<T> store) : ColumnOutput
{
    private const int LevelsAtOnce = 1 << 15;

    private readonly ValueBuffer<int> _lengths = new();
    private readonly ValueBuffer<short> _definitions = new();   // 1 for a value, 0 for an empty list
    private readonly ValueBuffer<short> _repetitions = new();   // 0 where a row begins
    private ValueGetter<VBuffer<T>> _get = null!;
    private VBuffer<T> _vector;

    public override Node CreateNode()
    {
        Node element = store.CreateNode("element", Repetition.Required);
        using LogicalType list = LogicalType.List();
        return new GroupNode(
            column.Name, Repetition.Required, [new GroupNode("list", Repetition.Repeated, [element])], list);
    }

    public override void Bind(DataViewRow row) => _get = row.GetGetter<VBuffer<T>>(column);

    public override long Append()
    {
        _get(ref _vector);
        _lengths.Add(_vector.Length);
        return sizeof(int) + store.Append(_vector.IsDense ? _vector.GetValues() : [.. _vector.DenseValues()]);
    }

    public override void Flush(ColumnWriter writer)
    {
        int first = 0, count = 0;
        for (int row = 0; row < _lengths.Count; row++)
        {
            int length = _lengths.Values[row];
            AddLevels(length);
            count += length;
            if (_definitions.Count < LevelsAtOnce && row < _lengths.Count - 1)
                continue;
            store.Write(writer, _definitions.Count, _definitions.Values, _repetitions.Values, first, count);
            _definitions.Clear();
            _repetitions.Clear();
            (first, count) = (first + count, 0);
        }
        store.Clear();
        _lengths.Clear();
    }

    private void AddLevels(int length)
    {
        int levels = Math.Max(1, length);
        _definitions.Append(levels).Fill((short)(length > 0 ? 1 : 0));
        Span<short> repetitions = _repetitions.Append(levels);
        repetitions.Fill(1);
        repetitions[0] = 0;
    }
}

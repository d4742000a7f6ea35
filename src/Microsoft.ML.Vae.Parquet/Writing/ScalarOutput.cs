using Microsoft.ML.Vae.Blocks;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>A column with one value for each row, or null.</summary>
internal sealed class ScalarOutput<T>(DataViewSchema.Column column, ValueStore<T> store, bool isOptional) : ColumnOutput
{
    private readonly ValueBuffer<short> _definitions = new();   // 0 for null
    private ValueGetter<T> _get = null!;
    private int _count;

    public override Node CreateNode() => store.CreateNode(column.Name, isOptional ? Repetition.Optional : Repetition.Required);

    public override void Bind(DataViewRow row) => _get = row.GetGetter<T>(column);

    public override long Append()
    {
        T value = default!;
        _get(ref value);
        if (isOptional)
            _definitions.Add((short)(value is null ? 0 : 1));
        if (value is null)
            return sizeof(short);
        _count++;
        long bytes = store.Append([value]);
        (value as MLImage)?.Dispose();
        return bytes;
    }

    public override void Flush(ColumnWriter writer)
    {
        store.Write(writer, isOptional ? _definitions.Count : _count, _definitions.Values, [], 0, _count);
        store.Clear();
        _definitions.Clear();
        _count = 0;
    }
}

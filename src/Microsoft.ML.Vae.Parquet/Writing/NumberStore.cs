using Microsoft.ML.Vae.Blocks;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>Values of a fixed number of bytes.</summary>
internal sealed class NumberStore<T, TStored>(PhysicalType type, Func<LogicalType>? logicalType, Func<T, TStored> convert) : ValueStore<T>
    where TStored : unmanaged
{
    private readonly ValueBuffer<TStored> _values = new();

    public override Node CreateNode(string name, Repetition repetition)
    {
        using LogicalType logical = logicalType?.Invoke() ?? LogicalType.None();
        return new PrimitiveNode(name, repetition, logical, type);
    }

    public override unsafe long Append(ReadOnlySpan<T> values)
    {
        Span<TStored> stored = _values.Append(values.Length);
        for (int i = 0; i < values.Length; i++)
            stored[i] = convert(values[i]);
        return (long)values.Length * sizeof(TStored);
    }

    public override void Write(
        ColumnWriter writer, int levels, ReadOnlySpan<short> definitions, ReadOnlySpan<short> repetitions, int first, int count) =>
        ((ColumnWriter<TStored>)writer).WriteBatch(levels, definitions, repetitions, _values.Values.Slice(first, count));

    public override void Clear() => _values.Clear();
}

using Microsoft.ML.Vae.Blocks;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Writing;

/// <summary>Values of bytes, each with its own number of them.</summary>
/// <param name="logicalType">What they are.</param>
/// <param name="encode">Adds those of a value.</param>
internal sealed class ByteStore<T>(Func<LogicalType> logicalType, Action<T, ValueBuffer<byte>> encode) : ValueStore<T>
{
    private readonly ValueBuffer<byte> _bytes = new();
    private readonly ValueBuffer<int> _ends = new();

    public override Node CreateNode(string name, Repetition repetition)
    {
        using LogicalType logical = logicalType();
        return new PrimitiveNode(name, repetition, logical, PhysicalType.ByteArray);
    }

    public override long Append(ReadOnlySpan<T> values)
    {
        int start = _bytes.Count;
        foreach (T value in values)
        {
            encode(value, _bytes);
            _ends.Add(_bytes.Count);
        }
        return _bytes.Count - start + (long)values.Length * sizeof(int);
    }

    public override unsafe void Write(
        ColumnWriter writer, int levels, ReadOnlySpan<short> definitions, ReadOnlySpan<short> repetitions, int first, int count)
    {
        var values = new ByteArray[count];
        fixed (byte* bytes = _bytes.Values)
        {
            int start = first == 0 ? 0 : _ends.Values[first - 1];
            for (int i = 0; i < count; i++)
            {
                int end = _ends.Values[first + i];
                values[i] = new ByteArray((nint)(bytes + start), end - start);
                start = end;
            }
            ((ColumnWriter<ByteArray>)writer).WriteBatch(levels, definitions, repetitions, values);
        }
    }

    public override void Clear()
    {
        _bytes.Clear();
        _ends.Clear();
    }
}

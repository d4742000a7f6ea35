using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Vectors, which are copied out so that no caller holds a buffer of ours.</summary>
internal sealed class BufferedVectorColumn<T> : BufferedColumn
{
    private VBuffer<T>[] _values;
    private long[] _bytes;   // of the largest value that each buffer has held
    private readonly ValueGetter<VBuffer<T>> _read;

    public BufferedVectorColumn(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        _values = new VBuffer<T>[capacity];
        _bytes = new long[capacity];
        _read = input.GetGetter<VBuffer<T>>(column);
        Getter = (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[currentRow()].CopyTo(ref value));
    }

    public override Delegate Getter { get; }

    public override long Read(int index)
    {
        ref VBuffer<T> value = ref _values[index];
        _read(ref value);
        long bytes = (long)value.GetValues().Length * (Unsafe.SizeOf<T>() + (value.IsDense ? 0 : sizeof(int)));
        return _bytes[index] = Math.Max(_bytes[index], bytes);
    }

    public override void Reserve(int capacity)
    {
        Array.Resize(ref _values, capacity);
        Array.Resize(ref _bytes, capacity);
    }

    public override void Release(Range rows)
    {
        _values.AsSpan(rows).Clear();
        _bytes.AsSpan(rows).Clear();
    }
}

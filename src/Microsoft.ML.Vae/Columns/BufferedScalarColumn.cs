using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Scalars.</summary>
internal sealed class BufferedScalarColumn<T> : BufferedColumn
{
    private T[] _values;
    private readonly ValueGetter<T> _read;

    public BufferedScalarColumn(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        _values = new T[capacity];
        _read = input.GetGetter<T>(column);
        Getter = (ValueGetter<T>)((ref T value) => value = _values[currentRow()]);
    }

    public override Delegate Getter { get; }

    public override long Read(int index)
    {
        _read(ref _values[index]);
        return _values[index] is ReadOnlyMemory<char> text ? text.Length * sizeof(char) : Unsafe.SizeOf<T>();
    }

    public override void Reserve(int capacity) => Array.Resize(ref _values, capacity);

    public override void Release(Range rows)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            _values.AsSpan(rows).Clear();
    }
}

using System.Reflection;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The values of an input column for the rows that a cursor has read ahead.</summary>
internal abstract class BufferedColumn
{
    /// <summary>Whether values of this type may be kept beyond their row: images and other structured types may not.</summary>
    public static bool CanBuffer(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public static BufferedColumn Create(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        Type buffer = column.Type is VectorDataViewType vector
            ? typeof(BufferedVectorColumn<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(BufferedColumn<>).MakeGenericType(column.Type.RawType);
        // An exception of the input must reach the caller as it is.
        const BindingFlags constructor = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;
        object[] arguments = [input, column, capacity, currentRow];
        return (BufferedColumn)Activator.CreateInstance(buffer, constructor, binder: null, arguments, culture: null)!;
    }

    /// <summary>Keeps the input's current value as that of the row at an index.</summary>
    public abstract void Read(int index);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the current row's value.</summary>
    public abstract Delegate Getter { get; }
}

/// <summary>Scalars.</summary>
internal sealed class BufferedColumn<T> : BufferedColumn
{
    private readonly T[] _values;
    private readonly ValueGetter<T> _read;

    public BufferedColumn(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        _values = new T[capacity];
        _read = input.GetGetter<T>(column);
        Getter = (ValueGetter<T>)((ref T value) => value = _values[currentRow()]);
    }

    public override Delegate Getter { get; }

    public override void Read(int index) => _read(ref _values[index]);
}

/// <summary>Vectors, which are copied out so that no caller holds a buffer of ours.</summary>
internal sealed class BufferedVectorColumn<T> : BufferedColumn
{
    private readonly VBuffer<T>[] _values;
    private readonly ValueGetter<VBuffer<T>> _read;

    public BufferedVectorColumn(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        _values = new VBuffer<T>[capacity];
        _read = input.GetGetter<VBuffer<T>>(column);
        Getter = (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[currentRow()].CopyTo(ref value));
    }

    public override Delegate Getter { get; }

    public override void Read(int index) => _read(ref _values[index]);
}

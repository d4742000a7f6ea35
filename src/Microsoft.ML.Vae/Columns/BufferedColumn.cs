using System.Reflection;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The values of an input column for the rows that a cursor has read ahead.</summary>
internal abstract class BufferedColumn
{
    /// <summary>Whether values of this type can be kept beyond their row: structured types other than images cannot.</summary>
    public static bool CanBuffer(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType or ImageDataViewType;

    public static BufferedColumn Create(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        if (column.Type is ImageDataViewType)
            return new BufferedImageColumn(input, column, capacity, currentRow);
        Type buffer = column.Type is VectorDataViewType vector
            ? typeof(BufferedVectorColumn<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(BufferedScalarColumn<>).MakeGenericType(column.Type.RawType);
        // An exception of the input must reach the caller as it is.
        const BindingFlags constructor = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;
        object[] arguments = [input, column, capacity, currentRow];
        return (BufferedColumn)Activator.CreateInstance(buffer, constructor, binder: null, arguments, culture: null)!;
    }

    /// <summary>Keeps the input's current value as that of the row at an index, and returns the bytes that it takes.</summary>
    public abstract long Read(int index);

    /// <summary>Makes room for more rows.</summary>
    public abstract void Reserve(int capacity);

    /// <summary>Releases the values of the rows at some indices.</summary>
    public virtual void Release(Range rows) { }

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the current row's value.</summary>
    public abstract Delegate Getter { get; }
}

using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Shared.Images;

/// <summary>The values of a column, in memory.</summary>
internal abstract class KeptColumn
{
    private static readonly MethodInfo _scalars = Generic(Scalars<int>), _vectors = Generic(Vectors<int>);

    /// <summary>A getter for the value of the row that a number stands for.</summary>
    public abstract Delegate CreateGetter(Func<int> row);

    /// <summary>A column that is empty, and what adds the value of the current row.</summary>
    public static (KeptColumn Column, Action Add) Create(DataViewRow row, DataViewSchema.Column column)
    {
        var method = column.Type is VectorDataViewType vector
            ? _vectors.MakeGenericMethod(vector.ItemType.RawType)
            : _scalars.MakeGenericMethod(column.Type.RawType);
        return method.CreateDelegate<Func<DataViewRow, DataViewSchema.Column, (KeptColumn, Action)>>()(row, column);
    }

    private static (KeptColumn Column, Action Add) Scalars<T>(DataViewRow row, DataViewSchema.Column column)
    {
        List<T> values = [];
        return (new KeptScalars<T>(values), Adder(row, column, values));
    }

    private static (KeptColumn Column, Action Add) Vectors<T>(DataViewRow row, DataViewSchema.Column column)
    {
        List<VBuffer<T>> values = [];
        return (new KeptVectors<T>(values), Adder(row, column, values));
    }

    private static Action Adder<T>(DataViewRow row, DataViewSchema.Column column, List<T> values)
    {
        var get = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;   // none shares its memory with another
            get(ref value);
            values.Add(value);
        };
    }

    private static MethodInfo Generic(Func<DataViewRow, DataViewSchema.Column, (KeptColumn, Action)> create) =>
        create.Method.GetGenericMethodDefinition();
}

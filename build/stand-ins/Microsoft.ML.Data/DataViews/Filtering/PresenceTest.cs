using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Rows without NaN and without missing keys in some columns.</summary>
internal sealed class PresenceTest : IRowTest
{
    public PresenceTest(IExceptionContext context, DataViewSchema schema, string[] names)
    {
        var seen = new HashSet<int>();
        ColumnsNeeded = Array.ConvertAll(names, name => Find(context, schema, name, seen));
    }

    public bool DependsOnOrder => false;

    public DataViewSchema.Column[] ColumnsNeeded { get; }

    public Func<bool> IsKept(DataViewRow row)
    {
        var tests = Array.ConvertAll(ColumnsNeeded, column => TestOf(row, column));
        return () => Array.TrueForAll(tests, isPresent => isPresent());
    }

    private static DataViewSchema.Column Find(IExceptionContext context, DataViewSchema schema, string name, HashSet<int> seen)
    {
        // The original's argument has this name further in.
        var column = schema.GetColumnOrNull(name)
            ?? throw context.ExceptUserArg("Columns", $"Source column '{name}' not found");
        if (!seen.Add(column.Index))
            throw context.ExceptUserArg("Columns", $"Source column '{name}' specified multiple times");
        var itemType = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (!ColumnRowNumbers.Supports(itemType))
        {
            throw context.ExceptUserArg(
                "Columns", $"Column '{name}' has type {column.Type} which does not support missing values, so we cannot filter on them");
        }

        return column;
    }

    private static Func<bool> TestOf(DataViewRow row, DataViewSchema.Column column) =>
        column.Type is VectorDataViewType vector
            ? vector.ItemType.RawType.Call<DataViewRow, DataViewSchema.Column, Func<bool>>(AllPresent<int>, row, column)
            : column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, Func<bool>>(OnePresent<int>, row, column);

    private static Func<bool> OnePresent<TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<TValue>(column);
        TValue value = default;
        return () =>
        {
            getter(ref value);
            return !IsMissing(value);
        };
    }

    /// <summary>The items that a sparse vector leaves out are zero: numbers, and missing keys.</summary>
    private static Func<bool> AllPresent<TItem>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        VBuffer<TItem> vector = default;
        return () =>
        {
            getter(ref vector);
            if (!vector.IsDense && IsMissing(default(TItem)))
                return false;
            foreach (var item in vector.GetValues())
            {
                if (IsMissing(item))
                    return false;
            }

            return true;
        };
    }

    private static bool IsMissing<TValue>(TValue value) => value switch
    {
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => EqualityComparer<TValue>.Default.Equals(value, default),
    };
}

namespace Microsoft.ML.Vae.Inputs;

/// <summary>A column of whole numbers, one for each row, that what is drawn for the row depends on.</summary>
internal static class SeedColumn
{
    /// <summary>Finds the column in a schema and checks its type.</summary>
    public static DataViewSchema.Column Bind(IExceptionContext context, DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw context.ExceptSchemaMismatch("inputSchema", "sample seed", name);
        return column.Type.RawType == typeof(int) || column.Type.RawType == typeof(uint)
            || column.Type.RawType == typeof(long) || column.Type.RawType == typeof(ulong)
            ? column
            : throw context.ExceptSchemaMismatch(
                "inputSchema", "sample seed", name, "Int32, UInt32, Int64 or UInt64", column.Type.ToString()!);
    }

    /// <summary>Reads it from a row. Numbers that are equal are equal in every type.</summary>
    public static Func<ulong> Reader(DataViewRow row, DataViewSchema.Column column) =>
        column.Type.RawType == typeof(int) ? Reader<int>(row, column, value => unchecked((ulong)value))
        : column.Type.RawType == typeof(uint) ? Reader<uint>(row, column, value => value)
        : column.Type.RawType == typeof(long) ? Reader<long>(row, column, value => unchecked((ulong)value))
        : Reader<ulong>(row, column, value => value);

    private static Func<ulong> Reader<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> convert)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        return () =>
        {
            T value = default!;
            getter(ref value);
            return convert(value);
        };
    }
}

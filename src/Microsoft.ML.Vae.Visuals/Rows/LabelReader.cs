using System.Globalization;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>Reads the label of a row as text.</summary>
internal static class LabelReader
{
    private const string Missing = "(missing)";

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name)
        ?? throw new ArgumentException($"Column '{name}' is not in the data; it has {string.Join(", ", schema.Select(c => c.Name))}.");

    /// <exception cref="ArgumentException">Values of the column's type are no labels.</exception>
    public static Func<string> Create(DataViewRow row, DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType key when key.RawType == typeof(uint) => Key<uint>(row, column, value => value),
        KeyDataViewType key when key.RawType == typeof(byte) => Key<byte>(row, column, value => value),
        KeyDataViewType key when key.RawType == typeof(ushort) => Key<ushort>(row, column, value => value),
        KeyDataViewType key when key.RawType == typeof(ulong) => Key<ulong>(row, column, value => value),
        BooleanDataViewType => Of<bool>(row, column),
        TextDataViewType => Of<ReadOnlyMemory<char>>(row, column),
        NumberDataViewType number when number.RawType == typeof(float) => Of<float>(row, column),
        NumberDataViewType number when number.RawType == typeof(double) => Of<double>(row, column),
        NumberDataViewType number when number.RawType == typeof(byte) => Of<byte>(row, column),
        NumberDataViewType number when number.RawType == typeof(int) => Of<int>(row, column),
        NumberDataViewType number when number.RawType == typeof(uint) => Of<uint>(row, column),
        NumberDataViewType number when number.RawType == typeof(long) => Of<long>(row, column),
        _ => throw new ArgumentException(
            $"Column '{column.Name}' is {column.Type}, which gives no labels; use a key, text, a Boolean or a number."),
    };

    /// <summary>The names of a key's values in their order; null without.</summary>
    public static IReadOnlyList<string>? NamesOf(DataViewSchema.Column column) => KeyNames.Of(column)?.All;

    private static Func<string> Key<T>(DataViewRow row, DataViewSchema.Column column, Func<T, ulong> number)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        IReadOnlyList<string>? names = NamesOf(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            ulong key = number(value);
            return key == 0 ? Missing : names?[(int)key - 1] ?? key.ToString(CultureInfo.InvariantCulture);
        };
    }

    private static Func<string> Of<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return string.Create(CultureInfo.InvariantCulture, $"{value}") is { Length: > 0 } text ? text : Missing;
        };
    }
}

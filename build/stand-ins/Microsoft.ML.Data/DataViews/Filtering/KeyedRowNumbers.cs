using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Numbers in [0, 1) made from a column, so that rows with the same value stay together. Empty texts, NaN and missing keys, also as items of a vector,
/// give NaN, which no range and no complement of one contains.
/// </summary>
internal sealed class KeyedRowNumbers : IRowNumbers
{
    private readonly DataViewSchema.Column _column;
    private readonly int _seed;

    public KeyedRowNumbers(IExceptionContext context, DataViewSchema.Column column, int seed)
    {
        var itemType = column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;
        if (itemType is not PrimitiveDataViewType)
            throw context.ExceptParam("inputSchema", "Expected Text, Key, numeric, Boolean or DataViewRowId item type");
        _column = column;
        _seed = seed;
    }

    public bool DependsOnOrder => false;

    public DataViewSchema.Column[] ColumnsNeeded => [_column];

    public Func<double> NumberOf(DataViewRow row)
    {
        var text = _column.Type is VectorDataViewType vector
            ? vector.ItemType.RawType.Call<DataViewRow, DataViewSchema.Column, Func<string>>(TextOfVector<int>, row, _column)
            : _column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, Func<string>>(TextOfScalar<int>, row, _column);
        return () => Hash(text());
    }

    private static Func<string> TextOfScalar<TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<TValue>(column);
        TValue value = default;
        return () =>
        {
            getter(ref value);
            return TextOf(value, isKey: false);
        };
    }

    private static Func<string> TextOfVector<TItem>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        var isKey = ((VectorDataViewType)column.Type).ItemType is KeyDataViewType;
        VBuffer<TItem> vector = default;
        return () =>
        {
            getter(ref vector);
            string[] items = [.. vector.DenseValues().Select(item => TextOf(item, isKey))];
            return items.Contains(null) ? null : string.Join('\n', items);
        };
    }

    /// <summary>Null where the value is missing.</summary>
    private static string TextOf<TValue>(TValue value, bool isKey) => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty ? null : text.Span.Trim(' ').ToString(),
        float number when float.IsNaN(number) => null,
        double number when double.IsNaN(number) => null,
        DateTime time => time.Ticks.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcTicks.ToString(CultureInfo.InvariantCulture),
        _ when isKey && EqualityComparer<TValue>.Default.Equals(value, default) => null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private double Hash(string text)
    {
        if (text == null)
            return double.NaN;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{_seed}/{text}"));
        return BitConverter.ToUInt64(digest) / Math.Pow(2, 64);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Numbers in [0, 1) made from a column, so that rows with the same value stay together.</summary>
internal sealed class KeyedRowNumbers(DataViewSchema.Column column, int seed) : IRowNumbers
{
    public bool DependsOnOrder => false;

    public DataViewSchema.Column[] ColumnsNeeded => [column];

    public Func<double> NumberOf(DataViewRow row)
    {
        var text = column.Type is VectorDataViewType vector
            ? vector.ItemType.RawType.Call<DataViewRow, DataViewSchema.Column, Func<string>>(TextOfVector<int>, row, column)
            : column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, Func<string>>(TextOf<int>, row, column);
        return () => Hash(text());
    }

    private static Func<string> TextOf<TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<TValue>(column);
        TValue value = default;
        return () =>
        {
            getter(ref value);
            return Convert.ToString(value, CultureInfo.InvariantCulture);
        };
    }

    private static Func<string> TextOfVector<TItem>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<TItem>>(column);
        VBuffer<TItem> vector = default;
        return () =>
        {
            getter(ref vector);
            return string.Join('\n', vector.DenseValues().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));
        };
    }

    private double Hash(string text)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{text}"));
        return BitConverter.ToUInt64(digest) / Math.Pow(2, 64);
    }
}

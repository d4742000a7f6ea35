namespace Microsoft.ML.Data;

/// <summary>
/// The values of a column: of type Single or Double as they are, of a key the middle of its share of [0, 1]. A missing key is NaN, which no range
/// and no complement of one contains.
/// </summary>
internal sealed class ColumnRowNumbers(DataViewSchema.Column column) : IRowNumbers
{
    public bool DependsOnOrder => false;

    public DataViewSchema.Column[] ColumnsNeeded => [column];

    public static bool Supports(DataViewType type) =>
        type == NumberDataViewType.Single || type == NumberDataViewType.Double || type is KeyDataViewType;

    public Func<double> NumberOf(DataViewRow row)
    {
        if (column.Type is KeyDataViewType)
            return column.Type.RawType.Call<DataViewRow, DataViewSchema.Column, Func<double>>(OfKey<int>, row, column);
        return column.Type == NumberDataViewType.Single ? OfSingle(row.GetGetter<float>(column)) : OfDouble(row.GetGetter<double>(column));
    }

    private static Func<double> OfSingle(ValueGetter<float> getter) => () =>
    {
        var value = 0f;
        getter(ref value);
        return value;
    };

    private static Func<double> OfDouble(ValueGetter<double> getter) => () =>
    {
        var value = 0.0;
        getter(ref value);
        return value;
    };

    private static Func<double> OfKey<TKey>(DataViewRow row, DataViewSchema.Column column)
    {
        var count = ((KeyDataViewType)column.Type).Count;
        var getter = row.GetGetter<TKey>(column);
        return () =>
        {
            TKey key = default;
            getter(ref key);
            var number = Convert.ToUInt64(key, null);
            return number == 0 || number > count ? double.NaN : ((uint)number - 0.5) / count;
        };
    }
}

namespace Microsoft.ML.Data;

/// <summary>Labels as class numbers: numbers as they are, keys counted from zero, missing ones and those beyond the count NaN.</summary>
internal static class ClassLabel
{
    public static ValueGetter<float> GetterOf(DataViewRow row, DataViewSchema.Column label) =>
        label.Type is KeyDataViewType
            ? label.Type.RawType.Call<DataViewRow, DataViewSchema.Column, ValueGetter<float>>(KeyGetter<int>, row, label)
            : row.GetGetter<float>(label);

    private static ValueGetter<float> KeyGetter<TKey>(DataViewRow row, DataViewSchema.Column label)
    {
        var getter = row.GetGetter<TKey>(label);
        var count = ((KeyDataViewType)label.Type).Count;
        TKey key = default;
        return (ref float value) =>
        {
            getter(ref key);
            var number = Convert.ToUInt64(key, null);
            value = number == 0 || number > count ? float.NaN : number - 1;
        };
    }
}

namespace Microsoft.ML.Data;

/// <summary>Rows whose number lies in a range, its lower end included, or rows whose number lies outside; NaN does neither.</summary>
internal sealed class RangeTest(IRowNumbers numbers, double min, double max, bool includeMax, bool inside = true) : IRowTest
{
    public bool DependsOnOrder => numbers.DependsOnOrder;

    public DataViewSchema.Column[] ColumnsNeeded => numbers.ColumnsNeeded;

    public Func<bool> IsKept(DataViewRow row)
    {
        var next = numbers.NumberOf(row);
        return () => IsKept(next());
    }

    private bool IsKept(double number)
    {
        var isInside = number >= min && (includeMax ? number <= max : number < max);
        return !double.IsNaN(number) && isInside == inside;
    }
}

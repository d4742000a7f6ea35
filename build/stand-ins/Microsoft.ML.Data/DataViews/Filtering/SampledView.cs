using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// The rows whose random number lies below a fraction, or the others. The numbers belong to the rows in their own order, so it does not shuffle.
/// </summary>
internal sealed class SampledView(IHostEnvironment env, IDataView source, IRowNumbers numbers, double fraction, bool below) : IDataView
{
    private readonly IHost _host = env.Register("RangeFilter");

    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var active = ActiveColumns.Of(columnsNeeded, Schema);
        var input = source.GetRowCursor(columnsNeeded.Concat(numbers.ColumnsNeeded));
        return new Cursor(_host, input, active, numbers.NumberOf(input), fraction, below);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(
        IChannelProvider provider, DataViewRowCursor input, bool[] active, Func<double> nextNumber, double fraction, bool below)
        : FilteredCursor(provider, input)
    {
        public override bool IsColumnActive(DataViewSchema.Column column)
        {
            Ch.Check(column.Index < active.Length, nameof(column));
            return active[column.Index];
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.Check(IsColumnActive(column));
            return base.GetGetter<TValue>(column);
        }

        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (nextNumber() < fraction == below)
                    return true;
            }

            return false;
        }
    }
}

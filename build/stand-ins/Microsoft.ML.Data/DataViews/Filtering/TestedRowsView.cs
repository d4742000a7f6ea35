using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows that pass a test. A test that looks at nothing but the row leaves them free to be shuffled and read in parallel.</summary>
internal sealed class TestedRowsView(IHostEnvironment env, string name, IDataView source, IRowTest test) : IDataView
{
    private readonly IHost _host = env.Register(name);

    public bool CanShuffle => !test.DependsOnOrder && source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        var usedRand = CanShuffle ? rand : null;
        return ConsolidatingCursor.CreateOrNull(_host, this, columnsNeeded, usedRand)
            ?? CursorOver(source.GetRowCursor(WithTested(columnsNeeded), usedRand), columnsNeeded);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        test.DependsOnOrder
            ? [CursorOver(source.GetRowCursor(WithTested(columnsNeeded)), columnsNeeded)]
            : Array.ConvertAll(source.GetRowCursorSet(WithTested(columnsNeeded), n, rand), input => CursorOver(input, columnsNeeded));

    private IEnumerable<DataViewSchema.Column> WithTested(IEnumerable<DataViewSchema.Column> columnsNeeded) =>
        columnsNeeded.Concat(test.ColumnsNeeded);

    private Cursor CursorOver(DataViewRowCursor input, IEnumerable<DataViewSchema.Column> columnsNeeded) =>
        new(_host, input, ActiveColumns.Of(columnsNeeded, Schema), test.IsKept(input));

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, bool[] active, Func<bool> isKept)
        : NarrowedCursor(provider, input, active)
    {
        protected override bool MoveNextCore()
        {
            while (Input.MoveNext())
            {
                if (isKept())
                    return true;
            }

            return false;
        }
    }
}

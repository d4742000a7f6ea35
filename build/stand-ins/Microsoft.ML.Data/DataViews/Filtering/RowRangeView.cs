using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The rows of a view from one position on, at most so many. Which rows these are rests on their order, so it does not shuffle.</summary>
internal sealed class RowRangeView(IHostEnvironment env, IDataView source, long skip, long take) : IDataView
{
    private readonly IHost _host = env.Register("SkipTakeFilter");

    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount()
    {
        if (take == 0)
            return 0;
        return source.GetRowCount() is { } count ? Math.Min(Math.Max(0, count - skip), take) : null;
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(_host, source.GetRowCursor(columnsNeeded), skip, take);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, long skip, long take) : FilteredCursor(provider, input)
    {
        private long _toSkip = skip;
        private long _toTake = take;

        public override long Batch => 0;

        protected override bool MoveNextCore()
        {
            if (_toTake-- <= 0)
                return false;
            for (; _toSkip > 0; _toSkip--)
            {
                if (!Input.MoveNext())
                    return false;
            }

            return Input.MoveNext();
        }
    }
}

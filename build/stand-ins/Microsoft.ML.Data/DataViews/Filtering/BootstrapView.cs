using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Each row as often as a draw from Poisson's distribution with mean 1 says, or the rows that were drawn no time. The same in every cursor.</summary>
internal sealed class BootstrapView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int _seed;
    private readonly bool _complement;

    public BootstrapView(IHostEnvironment env, IDataView source, int? seed, bool complement)
    {
        _host = env.Register("BootstrapSample");
        _source = source;
        _seed = seed ?? _host.Rand.Next();
        _complement = complement;
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null) =>
        new Cursor(_host, _source.GetRowCursor(columnsNeeded), RandomUtils.Create(_seed), _complement);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor(IChannelProvider provider, DataViewRowCursor input, Random random, bool complement) : FilteredCursor(provider, input)
    {
        private int _remaining;

        public override long Batch => 0;

        /// <summary>Each copy of a row has an id of its own.</summary>
        public override ValueGetter<DataViewRowId> GetIdGetter()
        {
            var getter = Input.GetIdGetter();
            return (ref DataViewRowId id) =>
            {
                getter(ref id);
                id = new DataViewRowId(id.Low, id.High ^ ((ulong)(_remaining + 1) * 0x9E3779B97F4A7C15));
            };
        }

        protected override bool MoveNextCore()
        {
            while (_remaining == 0 && Input.MoveNext())
            {
                var draws = DrawPoisson();
                _remaining = complement ? (draws == 0 ? 1 : 0) : draws;
            }

            return _remaining-- > 0;
        }

        /// <summary>Knuth's method: how many uniform numbers can be multiplied until the product falls below 1/e.</summary>
        private int DrawPoisson()
        {
            var (product, count) = (random.NextDouble(), 0);
            for (; product > 1 / Math.E; count++)
                product *= random.NextDouble();
            return count;
        }
    }
}

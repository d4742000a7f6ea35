using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Visits rows in a random order: of the source, where that can be had, and of a pool that the rows pass. Every cursor that brings no generator of
/// its own sees the same order.
/// </summary>
internal sealed class ShuffledView : IDataView
{
    private readonly IHost _host;
    private readonly IDataView _source;
    private readonly int _seed;
    private readonly int _poolSize;
    private readonly bool _shuffleSource;

    public ShuffledView(IHostEnvironment env, IDataView source, int? seed, int poolSize, bool shuffleSource)
    {
        _host = env.Register("Shuffle");
        _source = CacheableColumns.Of(_host, source);
        _seed = seed ?? _host.Rand.Next();
        _poolSize = poolSize;
        _shuffleSource = shuffleSource;
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        rand ??= RandomUtils.Create(_seed);
        var sourceRand = _shuffleSource ? RandomUtils.Create(rand) : null;
        var input = _source.GetRowCursor(columnsNeeded, sourceRand);
        return _poolSize == 1 ? input : new ShufflingCursor(_host, input, _poolSize, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}

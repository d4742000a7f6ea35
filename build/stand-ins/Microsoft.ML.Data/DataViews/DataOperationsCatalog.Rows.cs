using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        _env.CheckValue(input, nameof(input));
        var prefetch = Array.ConvertAll(columnsToPrefetch ?? [], name => input.Schema.GetColumnOrNull(name)?.Index
            ?? throw _env.ExceptSchemaMismatch(nameof(columnsToPrefetch), "prefetch", name));
        return new CacheView(_env, input, prefetch);
    }

    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new ShuffledView(_env, input, seed, shufflePoolSize, shuffleSource);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count > 0, nameof(count), "Must be greater than zero.");
        return new RowRangeView(_env, input, skip: count, take: long.MaxValue);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(count > 0, nameof(count), "Must be greater than zero.");
        return new RowRangeView(_env, input, skip: 0, take: count);
    }

    public IDataView BootstrapSample(IDataView input, int? seed = null, bool complement = false)
    {
        _env.CheckValue(input, nameof(input));
        return new BootstrapView(_env, input, seed, complement);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

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

    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        var numbers = RowNumbersFor(data, samplingKeyColumnName, seed ?? ((IHostEnvironmentInternal)_env).Seed ?? DefaultSplitSeed);
        // As in the original the parts have no hidden columns.
        var visible = ColumnSelection.Visible(data.Schema);
        return new TrainTestData(
            new SelectedColumnsView(_env, new SampledView(_env, data, numbers, testFraction, below: false), visible),
            new SelectedColumnsView(_env, new SampledView(_env, data, numbers, testFraction, below: true), visible));
    }

    private const int DefaultSplitSeed = 42;

    private IRowNumbers RowNumbersFor(IDataView data, string samplingKeyColumnName, int seed)
    {
        if (samplingKeyColumnName == null)
            return new RandomRowNumbers(seed);
        var column = data.Schema.GetColumnOrNull(samplingKeyColumnName)
            // The original's parameter has this name further in.
            ?? throw _env.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", samplingKeyColumnName);
        return new KeyedRowNumbers(column, seed);
    }
}

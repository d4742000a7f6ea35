using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        var numbered = NumberedRows.Make(_env, data, samplingKeyColumnName, seed);
        return numbered.Split(_env, 0, testFraction, includeMax: false);
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(
        IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        _env.CheckValue(data, nameof(data));
        _env.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        return [.. Split(_env, data, numberOfFolds, samplingKeyColumnName, seed)];
    }

    /// <summary>As in the original a row exactly between two folds is tested in both.</summary>
    internal static IEnumerable<TrainTestData> Split(IHostEnvironment env, IDataView data, int folds, string samplingKeyColumnName, int? seed)
    {
        var numbered = NumberedRows.Make(env, data, samplingKeyColumnName, seed);
        return Enumerable.Range(0, folds).Select(fold => numbered.Split(env, (double)fold / folds, (double)(fold + 1) / folds, includeMax: true));
    }
}

using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Rows and their numbers in [0, 1], to be cut into parts by ranges of the numbers.</summary>
internal sealed class NumberedRows(IDataView view, IRowNumbers numbers, ColumnSelection columns)
{
    private const int DefaultSeed = 42;

    /// <summary>
    /// Random numbers without a key column. Keys are spread evenly over [0, 1] in their order; Single and Double values are scaled to it; values of
    /// other types are hashed.
    /// </summary>
    public static NumberedRows Make(IHostEnvironment env, IDataView data, string keyColumnName, int? seed)
    {
        // As in the original the parts have no hidden columns.
        var visible = data.Schema.Where(column => !column.IsHidden).Select(column => column.Index).ToArray();
        var used = seed ?? ((IHostEnvironmentInternal)env).Seed ?? DefaultSeed;
        if (keyColumnName == null)
            return new NumberedRows(data, new RandomRowNumbers(used), new ColumnSelection(data.Schema, visible));
        var key = data.Schema.GetColumnOrNull(keyColumnName)
            // The original's parameter has this name further in.
            ?? throw env.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", keyColumnName);
        if (key.Type is KeyDataViewType)
            return new NumberedRows(data, new ColumnRowNumbers(key), new ColumnSelection(data.Schema, visible));
        if (!ColumnRowNumbers.Supports(key.Type))
            return new NumberedRows(data, new KeyedRowNumbers(env, key, used), new ColumnSelection(data.Schema, visible));
        var scaled = Scale(env, data, keyColumnName);
        return new NumberedRows(scaled, new ColumnRowNumbers(scaled.Schema[^1]), new ColumnSelection(scaled.Schema, visible));
    }

    /// <summary>The rows with numbers in a range, its lower end included, as the test set; the others as the training set.</summary>
    public DataOperationsCatalog.TrainTestData Split(IHostEnvironment env, double min, double max, bool includeMax)
    {
        IDataView Part(bool inside)
        {
            var test = new RangeTest(numbers, min, max, includeMax, inside);
            return new SelectedColumnsView(env, new TestedRowsView(env, "RangeFilter", view, test), columns);
        }

        return new(Part(inside: false), Part(inside: true));
    }

    private static IDataView Scale(IHostEnvironment env, IDataView data, string keyColumnName)
    {
        var name = "SplitColumn";
        for (var i = 0; data.Schema.GetColumnOrNull(name) != null; i++)
            name = $"SplitColumn_{i:000}";
        return new NormalizingEstimator(env, new MinMaxColumn(name, keyColumnName, fixZero: false)).Fit(data).Transform(data);
    }
}

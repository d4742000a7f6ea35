using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public IDataView FilterRowsByColumn(
        IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckNonEmpty(columnName, nameof(columnName));
        _env.CheckParam(lowerBound < upperBound, nameof(upperBound), "Must be less than lowerBound");
        var column = input.Schema[columnName];
        if (column.Type is not NumberDataViewType)
            throw _env.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "number", column.Type.ToString());
        return FilterRange(input, column, lowerBound, upperBound, includeMax: false);
    }

    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckNonEmpty(columnName, nameof(columnName));
        _env.CheckParam(lowerBound is >= 0 and <= 1, nameof(lowerBound), "Must be in [0, 1]");
        _env.CheckParam(upperBound is >= 0 and <= 1, nameof(upperBound), "Must be in [0, 1]");
        _env.CheckParam(lowerBound <= upperBound, nameof(upperBound), "Must be no less than lowerBound");
        var column = input.Schema[columnName];
        if (column.Type is not KeyDataViewType)
            throw _env.ExceptSchemaMismatch(nameof(columnName), "filter", columnName, "KeyType", column.Type.ToString());
        return FilterRange(input, column, lowerBound, upperBound, includeMax: upperBound >= 1);
    }

    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        _env.CheckValue(input, nameof(input));
        _env.CheckUserArg(columns is { Length: > 0 }, nameof(columns));
        return new TestedRowsView(_env, "MissingValueFilter", input, new PresenceTest(_env, input.Schema, columns));
    }

    private TestedRowsView FilterRange(IDataView input, DataViewSchema.Column column, double min, double max, bool includeMax)
    {
        // The original's argument has this name further in.
        if (!ColumnRowNumbers.Supports(column.Type))
            throw _env.ExceptUserArg("Column", $"Column '{column.Name}' does not have compatible type");
        return new TestedRowsView(_env, "RangeFilter", input, new RangeTest(new ColumnRowNumbers(column), min, max, includeMax));
    }
}

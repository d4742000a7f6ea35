using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Row-to-row mappers one after another.</summary>
internal sealed class ChainedMapper : IRowToRowMapper
{
    private readonly IReadOnlyList<IRowToRowMapper> _mappers;

    public ChainedMapper(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers)
    {
        InputSchema = inputSchema;
        _mappers = mappers;
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema => _mappers.Count == 0 ? InputSchema : _mappers[^1].OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => _mappers.Reverse().Aggregate(dependingColumns, (columns, mapper) => mapper.GetDependencies(columns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckValue(activeColumns, nameof(activeColumns));
        Contracts.CheckParam(input.Schema == InputSchema, nameof(input), "Schema did not match original schema");
        if (_mappers.Count == 0)
        {
            CheckActive(input, activeColumns);
            return input;
        }
        // What each mapper has to provide is what the one behind it needs.
        var needed = new IEnumerable<DataViewSchema.Column>[_mappers.Count];
        needed[^1] = activeColumns;
        for (var i = needed.Length - 1; i > 0; i--)
            needed[i - 1] = _mappers[i].GetDependencies(needed[i]).ToArray();
        return _mappers.Zip(needed).Aggregate(input, (row, step) => step.First.GetRow(row, step.Second));
    }

    private static void CheckActive(DataViewRow input, IEnumerable<DataViewSchema.Column> columns)
    {
        foreach (var column in columns.Where(c => !input.IsColumnActive(c)))
            throw Contracts.ExceptParam(nameof(input), $"Mapper required column '{column.Name}' active but it was not.");
    }
}

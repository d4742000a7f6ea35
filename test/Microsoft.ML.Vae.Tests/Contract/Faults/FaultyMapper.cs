using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Faults;

/// <summary>A row mapper that is right, except for what a test replaces.</summary>
internal sealed class FaultyMapper(IRowToRowMapper inner) : IRowToRowMapper
{
    public DataViewSchema InputSchema { get; init; } = inner.InputSchema;

    public DataViewSchema OutputSchema { get; init; } = inner.OutputSchema;

    public Func<IEnumerable<DataViewSchema.Column>, IEnumerable<DataViewSchema.Column>>? Dependencies { get; init; }

    public Func<DataViewRow, DataViewRow>? Row { get; init; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        Dependencies?.Invoke(dependingColumns) ?? inner.GetDependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        inner.GetRow(Row?.Invoke(input) ?? input, activeColumns);
}

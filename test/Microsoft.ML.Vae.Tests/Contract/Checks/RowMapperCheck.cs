using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>A row mapper has the schemas that it says, needs no more than it says, and computes what the view has.</summary>
internal static class RowMapperCheck
{
    private const ContractRule Rule = ContractRule.RowMapper;

    public static void Run(FittedSubject fitted)
    {
        ITransformer transformer = fitted.Transformer;
        DataViewSchema input = fitted.Data.Schema;
        if (!transformer.IsRowToRowMapper)
        {
            Exception? got = Record.Exception(() => transformer.GetRowToRowMapper(input));
            ContractException.Require(got is InvalidOperationException or NotSupportedException, Rule, "what is no row mapper gives one.");
            return;
        }
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(input);
        ContractException.Require(ReferenceEquals(mapper.InputSchema, input), Rule, "InputSchema is not the schema that was passed.");
        SchemaComparison.RequireSame(mapper.OutputSchema, transformer.GetOutputSchema(input), Rule, "OutputSchema");
        Values(fitted, mapper);
    }

    private static void Values(FittedSubject fitted, IRowToRowMapper mapper)
    {
        List<RowSnapshot> expected = RowSnapshot.ReadAll(fitted.Transformer.Transform(fitted.Data));
        RowComparison.RequireSame(Map(fitted.Data, mapper, [.. mapper.OutputSchema]), expected, mapper.OutputSchema, Rule, "all columns");
        foreach (DataViewSchema.Column column in mapper.OutputSchema)
            RowComparison.RequireSame(Map(fitted.Data, mapper, [column]), expected, mapper.OutputSchema, Rule, $"column '{column.Name}' alone");
    }

    /// <summary>Only the dependencies of the columns are active in the rows that the mapper gets.</summary>
    private static List<RowSnapshot> Map(IDataView data, IRowToRowMapper mapper, DataViewSchema.Column[] columns)
    {
        DataViewSchema.Column[] needed = [.. mapper.GetDependencies(columns)];
        bool known = needed.All(column => column.Index < mapper.InputSchema.Count && mapper.InputSchema[column.Index].Name == column.Name);
        ContractException.Require(known, Rule, "a dependency is not a column of the input.");
        using DataViewRowCursor cursor = data.GetRowCursor(needed);
        using DataViewRow row = mapper.GetRow(cursor, columns);
        ContractException.Require(ReferenceEquals(row.Schema, mapper.OutputSchema), Rule, "a row has another schema than OutputSchema.");
        Func<RowSnapshot> reader = RowSnapshot.Reader(row, columns);
        var rows = new List<RowSnapshot>();
        while (cursor.MoveNext())
            rows.Add(reader());
        return rows;
    }
}

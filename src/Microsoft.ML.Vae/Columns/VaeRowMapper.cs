namespace Microsoft.ML.Vae.Columns;

/// <summary>Maps single rows, for a <see cref="PredictionEngine{TSrc, TDst}"/>.</summary>
internal sealed class VaeRowMapper(ColumnBinding binding) : IRowToRowMapper
{
    public DataViewSchema InputSchema => binding.InputSchema;

    public DataViewSchema OutputSchema => binding.OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) =>
        binding.Dependencies(binding.ActiveColumns(dependingColumns));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        binding.Context.CheckValue(input, nameof(input));
        binding.Context.Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new VaeRow(binding, input, binding.ActiveColumns(activeColumns), binding.InvalidRows());
    }
}

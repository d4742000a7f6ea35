using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Faults;

/// <summary>A transformer that is right, except for what a test replaces.</summary>
internal sealed class FaultyTransformer(ITransformer inner) : ITransformer, IDisposable
{
    public Func<DataViewSchema, DataViewSchema>? Schema { get; init; }

    public Func<IDataView, IDataView>? Transforming { get; init; }

    public Func<DataViewSchema, IRowToRowMapper>? Mapper { get; init; }

    public Action? Disposing { get; init; }

    public bool IsRowToRowMapper { get; init; } = true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Schema?.Invoke(inputSchema) ?? inner.GetOutputSchema(inputSchema);

    public IDataView Transform(IDataView input) => Transforming?.Invoke(input) ?? inner.Transform(input);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Mapper?.Invoke(inputSchema) ?? inner.GetRowToRowMapper(inputSchema);

    public void Save(ModelSaveContext ctx) => inner.Save(ctx);

    public void Dispose() => Disposing?.Invoke();
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Faults;

/// <summary>An estimator that is right, except for what a test replaces.</summary>
internal sealed class FaultyEstimator(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
{
    public Func<SchemaShape, SchemaShape>? Promise { get; init; }

    public Func<IDataView, ITransformer>? Fitting { get; init; }

    public Func<ITransformer, ITransformer>? Fitted { get; init; }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        Promise is { } promise && inputSchema is not null ? promise(inputSchema) : inner.GetOutputSchema(inputSchema);

    public ITransformer Fit(IDataView input)
    {
        ITransformer transformer = Fitting is { } fitting ? fitting(input) : inner.Fit(input);
        return Fitted is { } fitted ? fitted(transformer) : transformer;
    }
}

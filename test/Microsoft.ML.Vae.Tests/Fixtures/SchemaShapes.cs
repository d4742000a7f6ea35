using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Shapes of schemas. Only ML.NET can make one, so an estimator in a chain catches it.</summary>
internal static class SchemaShapes
{
    public static SchemaShape Of(IDataView view)
    {
        var catcher = new ShapeCatcher();
        new EstimatorChain<ITransformer>().Append(catcher).Fit(view).Dispose();
        return catcher.Caught!;
    }

    private sealed class ShapeCatcher : IEstimator<ITransformer>
    {
        public SchemaShape? Caught { get; private set; }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Caught = inputSchema;

        public ITransformer Fit(IDataView input) => new MLContext().Transforms.CopyColumns("Copy", input.Schema[0].Name).Fit(input);
    }
}

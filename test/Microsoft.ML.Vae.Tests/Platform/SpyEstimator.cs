namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Changes nothing, and writes down what is asked of it.</summary>
internal sealed class SpyEstimator(string name, List<string> notes) : IEstimator<SpyTransformer>
{
    public SpyTransformer Fit(IDataView input)
    {
        notes.Add($"fit {name}");
        return new SpyTransformer(name, notes);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        notes.Add($"schema {name}");
        return inputSchema;
    }
}

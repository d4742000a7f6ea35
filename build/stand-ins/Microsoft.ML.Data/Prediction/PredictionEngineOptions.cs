namespace Microsoft.ML;

/// <summary>How an engine binds its classes, and whether it disposes the transformer.</summary>
public sealed class PredictionEngineOptions
{
    public bool IgnoreMissingColumns = true;
    public Data.SchemaDefinition InputSchemaDefinition;
    public Data.SchemaDefinition OutputSchemaDefinition;
    public bool OwnsTransformer = true;
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>An estimator that trains a model on a feature column.</summary>
public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    public readonly SchemaShape.Column FeatureColumn;

    public readonly SchemaShape.Column LabelColumn;

    public readonly SchemaShape.Column WeightColumn;

    private protected TrainerEstimatorBase(IHost host, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight)
    {
        Host = host;
        FeatureColumn = feature;
        LabelColumn = label;
        WeightColumn = weight;
    }

    public abstract TrainerInfo Info { get; }

    private protected IHost Host { get; }

    public TTransformer Fit(IDataView input)
    {
        CheckInputSchema(SchemaShape.Create(input.Schema));
        return MakeTransformer(Train(input), input.Schema);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckInputSchema(inputSchema);
        var columns = inputSchema.ToDictionary(column => column.Name);
        foreach (var column in GetOutputColumns())
            columns[column.Name] = column;
        return new SchemaShape(columns.Values);
    }

    private protected abstract SchemaShape.Column[] GetOutputColumns();

    private protected abstract TModel Train(IDataView data);

    private protected abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    private void CheckInputSchema(SchemaShape inputSchema)
    {
        Check(inputSchema, "feature", FeatureColumn);
        if (WeightColumn.IsValid)
            Check(inputSchema, "weight", WeightColumn);
        if (LabelColumn.IsValid)
            Check(inputSchema, "label", LabelColumn);
    }

    private void Check(SchemaShape inputSchema, string role, SchemaShape.Column expected)
    {
        if (!inputSchema.TryFindColumn(expected.Name, out var column))
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), role, expected.Name);
        if (!expected.IsCompatibleWith(column))
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), role, expected.Name, expected.GetTypeString(), column.GetTypeString());
    }
}

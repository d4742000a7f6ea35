using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A transformer that scores one feature column with a model.</summary>
public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(IHost host, TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(host, model, trainSchema)
    {
        FeatureColumnName = featureColumn;
        FeatureColumnType = FindType(nameof(featureColumn));
    }

    private protected SingleFeaturePredictionTransformerBase(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        FeatureColumnName = ctx.LoadStringOrNull();
        FeatureColumnType = FindType(nameof(FeatureColumnName));
    }

    public string FeatureColumnName { get; }

    public DataViewType FeatureColumnType { get; }

    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        if (inputSchema.GetColumnOrNull(FeatureColumnName) is not { } column)
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName);
        if (!column.Type.Equals(FeatureColumnType))
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "feature", FeatureColumnName, FeatureColumnType.ToString(), column.Type.ToString());
        return new ColumnBindings(inputSchema, MakeRowMapper(inputSchema).OutputColumns).Schema;
    }

    // Body: the feature column (string id).
    private protected sealed override void SaveBody(ModelSaveContext ctx) => ctx.SaveStringOrNull(FeatureColumnName);

    private DataViewType FindType(string paramName) =>
        TrainSchema.GetColumnOrNull(FeatureColumnName)?.Type ?? throw Host.ExceptSchemaMismatch(paramName, "feature", FeatureColumnName);
}

namespace Microsoft.ML.Data;

/// <summary>The annotations by which evaluators recognise score columns that belong together.</summary>
internal sealed class ScoreAnnotations(DataViewSchema inputSchema, string columnKind)
{
    private readonly uint _setId = checked(AnnotationUtils.GetMaxScoreColumnSetId(inputSchema) + 1);

    public DataViewSchema.Annotations OfPredictedLabel()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        AddText(builder, AnnotationUtils.Kinds.ScoreColumnKind, columnKind);
        AddText(builder, AnnotationUtils.Kinds.ScoreValueKind, AnnotationUtils.Const.ScoreValueKind.PredictedLabel);
        AddSetId(builder);
        return builder.ToAnnotations();
    }

    public DataViewSchema.Annotations OfScore()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        AddText(builder, AnnotationUtils.Kinds.ScoreColumnKind, columnKind);
        AddSetId(builder);
        AddText(builder, AnnotationUtils.Kinds.ScoreValueKind, AnnotationUtils.Const.ScoreValueKind.Score);
        return builder.ToAnnotations();
    }

    private static void AddText(DataViewSchema.Annotations.Builder builder, string kind, string value) =>
        builder.AddPrimitiveValue(kind, TextDataViewType.Instance, value.AsMemory());

    private void AddSetId(DataViewSchema.Annotations.Builder builder) =>
        builder.AddPrimitiveValue(AnnotationUtils.Kinds.ScoreColumnSetId, AnnotationUtils.ScoreColumnSetIdType, _setId);
}

namespace Microsoft.ML.Data;

/// <summary>Names that components use where the user gives none.</summary>
internal static class DefaultColumnNames
{
    public const string Features = "Features";
    public const string Label = "Label";
    public const string Score = "Score";
    public const string PredictedLabel = "PredictedLabel";
}

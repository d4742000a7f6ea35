namespace Microsoft.ML;

/// <summary>What a trained model predicts.</summary>
internal enum PredictionKind
{
    Unknown = 0,
    MulticlassClassification = 3,
    AnomalyDetection = 8,
    Clustering = 9,
}

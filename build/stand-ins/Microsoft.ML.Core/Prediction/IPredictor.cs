namespace Microsoft.ML;

/// <summary>A trained model's parameters.</summary>
internal interface IPredictor
{
    PredictionKind PredictionKind { get; }
}

namespace Microsoft.ML;

/// <summary>A model whose prediction is of a given type.</summary>
internal interface IPredictorProducing<out TResult> : IPredictor
{
}

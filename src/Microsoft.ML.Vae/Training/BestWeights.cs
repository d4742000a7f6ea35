namespace Microsoft.ML.Vae.Training;

/// <summary>The weights of the best epoch of a fit.</summary>
/// <param name="Epoch">The epoch; 0 before there is one.</param>
/// <param name="Criterion">The loss that the next best must be below.</param>
/// <param name="Weights">The weights by their names; none before there is an epoch.</param>
internal sealed record BestWeights(int Epoch, double Criterion, IReadOnlyDictionary<string, Tensor> Weights);

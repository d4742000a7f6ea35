namespace Microsoft.ML.Vae.Optimizers;

/// <summary>What a <see cref="PlateauCounter"/> has counted.</summary>
/// <param name="Lowest">The loss that the next ones are compared with.</param>
/// <param name="EpochsWithout">Epochs since then, or since the last plateau.</param>
/// <param name="Plateaus">How often the loss has stood still.</param>
internal readonly record struct PlateauState(double Lowest, int EpochsWithout, int Plateaus);

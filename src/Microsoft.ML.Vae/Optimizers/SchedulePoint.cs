namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Where a fit stands for its schedule.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many the fit may make.</param>
/// <param name="Plateaus">How often the monitored loss has stood still.</param>
internal readonly record struct SchedulePoint(int Epoch, int Epochs, int Plateaus);

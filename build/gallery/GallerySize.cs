namespace Microsoft.ML.Vae.Gallery;

/// <summary>How much is generated and trained.</summary>
/// <param name="TrainCount">Digits to train on.</param>
/// <param name="TestCount">Digits to show.</param>
/// <param name="Epochs">Passes over those to train on; null: as each model's options say.</param>
internal sealed record GallerySize(int TrainCount = 12_000, int TestCount = 2_000, int? Epochs = null);

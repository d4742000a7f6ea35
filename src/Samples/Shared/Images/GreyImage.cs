namespace Microsoft.ML.Vae.Samples.Shared.Images;

/// <summary>Grey levels in rows from the top.</summary>
internal sealed record GreyImage(int Width, int Height, byte[] Pixels);

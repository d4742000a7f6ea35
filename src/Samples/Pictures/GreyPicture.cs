namespace Microsoft.ML.Vae.Samples.Pictures;

/// <summary>Grey levels in rows from the top.</summary>
internal sealed record GreyPicture(int Width, int Height, byte[] Pixels);

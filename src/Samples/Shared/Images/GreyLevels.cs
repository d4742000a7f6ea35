namespace Microsoft.ML.Vae.Samples.Shared.Images;

/// <summary>Turns what a model computes into images.</summary>
internal static class GreyLevels
{
    /// <summary>Cuts a row of numbers from 0 to 255 into images.</summary>
    public static IReadOnlyList<byte[]> Images(float[] values, int imageSize) =>
        [.. values.Chunk(imageSize).Select(image => Array.ConvertAll(image, ToByte))];

    private static byte ToByte(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);
}

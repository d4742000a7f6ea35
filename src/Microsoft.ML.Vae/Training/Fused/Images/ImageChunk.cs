namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>
/// How many images a product takes at once: few, so that their windows stay near, but not so few that most of a tile is empty.
/// </summary>
internal static class ImageChunk
{
    private const int FewestRows = 128;
    private const int MostNumbers = 1 << 15;   // 128 KiB, unless rows would be too few

    /// <summary>The images at once.</summary>
    /// <param name="rows">Rows that each gives.</param>
    /// <param name="width">Numbers per row.</param>
    /// <param name="images">The most images.</param>
    public static int Of(int rows, int width, int images) =>
        Math.Clamp(Math.Max((FewestRows + rows - 1) / rows, MostNumbers / (rows * width)), 1, images);
}

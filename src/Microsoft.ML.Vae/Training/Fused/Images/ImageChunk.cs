namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>How many images a product takes at once: few, so that their windows stay near, but not so few that most of a tile is empty.</summary>
internal static class ImageChunk
{
    private const int FewestRows = 128;

    /// <summary>The images at once.</summary>
    /// <param name="rows">Rows that each gives.</param>
    /// <param name="images">The most images.</param>
    public static int Of(int rows, int images) => Math.Clamp((FewestRows + rows - 1) / rows, 1, images);
}

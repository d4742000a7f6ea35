using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Pictures of 8 × 9 grey pixels with something to learn, and options for fits of them that take well under a second.</summary>
internal static class SmallPictures
{
    public const int Count = 60;

    public static ImageLayout Layout { get; } = new(8, 9, 1);

    public static VaeOptions Options { get; } = new()
    {
        OutputColumnName = Models.LatentColumn,
        InputColumnName = PixelViews.Column,
        ReconstructionColumnName = "Again",
        ScoreColumnName = "Score",
        Image = Layout,
        LatentDimension = 3,
        BatchSize = 16,
        Epochs = 3,
        LearningRate = 0.01,
        Seed = 1,
    };

    public static IDataView View(int count = Count, int seed = 1) =>
        PixelViews.OfSingles(new MLContext(), SyntheticPixels.Singles(count, Layout.Height * Layout.Width, seed));
}

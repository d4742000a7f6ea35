namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>The program that a test starts to kill it: it fits without an end on rows that it keeps on disk, and prints a line after an epoch.</summary>
internal static class DiskCacheProcess
{
    public const string Training = "training";

    public static void Run(string folder)
    {
        VaeOptions options = TestOptions.Tiny with
        {
            Epochs = 1_000_000,
            InputCacheBytes = 1 << 20,
            DiskCache = new DiskCache(folder, 1 << 30),
            Progress = new EpochAction(1, () => Console.WriteLine(Training)),
        };
        options.Fit(PixelViews.OfBytes(new MLContext(), LearnableImages.Bytes(2000, size: 1024)));
    }
}

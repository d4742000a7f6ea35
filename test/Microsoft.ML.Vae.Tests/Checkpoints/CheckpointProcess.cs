namespace Microsoft.ML.Vae.Tests.Checkpoints;

/// <summary>The program that a test starts to kill it: it fits without an end, with a checkpoint after every step, and prints a line before the second.</summary>
internal static class CheckpointProcess
{
    public const string Writing = "writing";

    public static VaeOptions Options(int epochs) => TestOptions.Tiny with { BatchSize = 8, Epochs = epochs, RestoreBestWeights = true };

    public static IDataView Rows() => TestImages.View(60);   // eight batches

    public static void Run(string folder)
    {
        int writes = 0;
        VaeOptions options = Options(epochs: 1_000_000);
        (options with { Checkpoints = new CheckpointOptions { Folder = folder, Interval = CheckpointedFit.EveryStep, WrapStream = Write } }).Fit(Rows());

        Stream Write(Stream file)
        {
            if (++writes == 2)   // the first takes far longer than any later one, as everything runs for the first time
                Console.WriteLine(Writing);
            return file;
        }
    }
}

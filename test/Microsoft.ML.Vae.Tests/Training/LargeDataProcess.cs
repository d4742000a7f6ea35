using System.Globalization;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>
/// Trains on more rows than fit into memory, which are made as they are read, and prints the rows trained on and by how many bytes the peak of
/// its memory grew since the libraries were loaded.
/// </summary>
internal static class LargeDataProcess
{
    public const int Size = 4096;
    public const long BudgetBytes = 64 << 20;

    /// <param name="args">Bytes of the rows and, if they are to be kept on disk for a second epoch, the folder.</param>
    public static void Run(string[] args)
    {
        int rows = (int)(long.Parse(args[0], CultureInfo.InvariantCulture) / Size);
        VaeOptions options = TestOptions.Small with { Network = Network.FullyConnected([8]), BatchSize = 256, Epochs = 1, InputCacheBytes = BudgetBytes };
        if (args.Length > 1)
            options = options with { Epochs = 2, DiskCache = new DiskCache(args[1], long.MaxValue) };
        Fit(options, 1000);   // loads the libraries
        long before = PeakBytes();

        long trainedOn = Fit(options, rows);

        Console.WriteLine(trainedOn);
        Console.WriteLine(PeakBytes() - before);
    }

    private static long Fit(VaeOptions options, int rows)
    {
        var log = new ProgressLog();
        using VaeTransformer model = (options with { Progress = log }).Fit(PixelViews.OfBytes(new MLContext(), Generate(rows), Size));
        return log.Epochs.Sum(epoch => epoch.Rows);
    }

    private static IEnumerable<byte[]> Generate(int rows)
    {
        byte[][] pictures = LearnableImages.Bytes(64, Size);
        for (int row = 0; row < rows; row++)
            yield return pictures[row % pictures.Length];
    }

    /// <summary>The most that the process had of its own in memory, from Linux's own account where there is one.</summary>
    private static long PeakBytes()
    {
        const string Status = "/proc/self/status", Peak = "VmHWM:";
        if (!File.Exists(Status))
        {
            using var process = System.Diagnostics.Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
        string line = File.ReadLines(Status).Single(line => line.StartsWith(Peak, StringComparison.Ordinal));
        return 1024 * long.Parse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}

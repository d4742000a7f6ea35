using System.Diagnostics;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Trains on a gigabyte of rows that are made as they are read, and prints the rows trained on and by how many bytes its memory grew.</summary>
internal static class LargeDataProcess
{
    public const int Size = 4096;
    public const int Rows = (1 << 30) / Size;

    private const long BufferBytes = 64 << 20;

    public static void Run()
    {
        VaeOptions options = TestOptions.Small with { Network = Network.FullyConnected([8]), BatchSize = 256, Epochs = 1, InputCacheBytes = BufferBytes };
        Fit(options, 1000, out _);   // loads the libraries
        long before = Memory(process => process.WorkingSet64);

        Fit(options, Rows, out long trainedOn);

        Console.WriteLine(trainedOn);
        Console.WriteLine(Memory(process => process.PeakWorkingSet64) - before);
    }

    private static void Fit(VaeOptions options, int rows, out long trainedOn)
    {
        var log = new ProgressLog();
        using VaeTransformer model = (options with { Progress = log }).Fit(PixelViews.OfBytes(new MLContext(), Generate(rows), Size));
        trainedOn = log.Epochs.Single().Rows;
    }

    private static IEnumerable<byte[]> Generate(int rows)
    {
        byte[][] pictures = LearnableImages.Bytes(64, Size);
        for (int row = 0; row < rows; row++)
            yield return pictures[row % pictures.Length];
    }

    private static long Memory(Func<Process, long> read)
    {
        using var process = Process.GetCurrentProcess();
        return read(process);
    }
}

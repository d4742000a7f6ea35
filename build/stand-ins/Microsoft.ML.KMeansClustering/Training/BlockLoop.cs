namespace Microsoft.ML.Trainers.Training;

/// <summary>Runs one action per block of rows on a bounded number of threads.</summary>
internal sealed class BlockLoop(int threads)
{
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };

    public void Run(Points points, Action<int> block) => Parallel.For(0, points.BlockCount, _options, block);
}

namespace Microsoft.ML.Vae.Tests.Training;

public class StreamedFitTests
{
    private const int Size = 1024;
    private const int RowCount = 3000;
    private const long SmallestBudget = 1 << 20;   // a third of the data

    private static readonly byte[][] _rows = LearnableImages.Bytes(RowCount, Size);
    private static readonly VaeOptions _options = TestOptions.Small with { Network = Network.FullyConnected([32]), BatchSize = 100, Epochs = 6 };

    [Fact]
    public void Fit_DataBeyondTheBudget_ReadsTheViewOncePerEpoch()
    {
        int reads = 0;
        IEnumerable<byte[]> Counted()
        {
            reads++;
            foreach (byte[] row in _rows)
                yield return row;
        }

        ProgressLog log = Fit(PixelViews.OfBytes(new MLContext(), Counted(), Size), SmallestBudget);

        log.Epochs.Count.ShouldBe(6);
        log.Epochs.ShouldAllBe(epoch => epoch.Rows == RowCount && epoch.RowCount == RowCount);
        log.All[0].Epoch.ShouldBe(1);
        reads.ShouldBe(7);   // one attempt to keep the rows, as the view does not know how many they are, and six epochs
    }

    [Fact]
    public void Fit_DataBeyondTheBudget_LearnsAsWellAsFromMemory()
    {
        IDataView view = PixelViews.OfBytes(new MLContext(), _rows);
        double Loss(long budget) => Enumerable.Range(1, 4).Average(seed => Fit(view, budget, seed).Epochs[^1].NegativeElbo);
        double cached = Loss(VaeDefaults.InputCacheBytes);
        // Another order of the rows, hence another path. Single fits of eight seeds end between 298 and 320 either way.
        Loss(SmallestBudget).ShouldBe(cached, 0.03 * cached);
    }

    private static ProgressLog Fit(IDataView view, long budget, int seed = 1)
    {
        var log = new ProgressLog();
        using VaeTransformer model = (_options with { Seed = seed, InputCacheBytes = budget, Progress = log }).Fit(view);
        return log;
    }
}

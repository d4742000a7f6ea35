namespace Microsoft.ML.Vae.Tests.Estimator;

/// <summary>
/// Native code must never read what the garbage collector may free meanwhile: temporary scalars above all, which TorchSharp's operators make and
/// do not keep alive.
/// </summary>
public class GarbageCollectionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FitEvaluateAndTransform_WhileTheCollectorRunsAllTheTime_SameResults(bool gaussian)
    {
        double[] expected = Results(gaussian);
        using var done = new CancellationTokenSource();
        var collector = new Thread(() => CollectUntil(done.Token));
        collector.Start();
        try
        {
            for (int round = 0; round < 10; round++)
                Results(gaussian).ShouldBe(expected);
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }

    private static double[] Results(bool gaussian)
    {
        VaeOptions options = TestOptions.Tiny with
        {
            Epochs = 10,
            Likelihood = gaussian ? Likelihood.Gaussian(0.5) : Likelihood.Bernoulli,
            PixelScaling = gaussian ? new PixelScaling(0.125f, 0.875f) : null,
            ReconstructionColumnName = TinyModel.Reconstruction,
        };
        using VaeTransformer model = options.Fit(TestImages.View(300));
        return
        [
            model.Evaluate(TestImages.View(300), sampleSeed: 1).NegativeElbo,
            .. model.Transform(TestImages.View(3)).Vectors(TinyModel.Reconstruction).SelectMany(row => row).Select(value => (double)value),
        ];
    }

    private static void CollectUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}

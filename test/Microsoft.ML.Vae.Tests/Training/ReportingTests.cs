using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Training;

public class ReportingTests
{
    [Fact]
    public void Fit_EachEpoch_IsLoggedOnTheChannel()
    {
        var context = new MLContext();
        var lines = new List<string>();
        context.Log += (_, e) => lines.Add(e.Message);
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(TestOptions.Small with { Epochs = 3 })
            .Fit(PixelViews.OfBytes(context, LearnableImages.Bytes(40, 10)));

        string[] epochs = [.. lines.Where(line => line.Contains("Epoch ", StringComparison.Ordinal))];
        epochs.Length.ShouldBe(3);
        for (int i = 0; i < 3; i++)
        {
            epochs[i].ShouldContain($"Epoch {i + 1}/3: negative ELBO");
            epochs[i].ShouldContain("rows/s");
        }
    }

    [Fact]
    public void Fit_EachReport_HasTheLossesOfItsEpochSoFar()
    {
        var log = new ProgressLog();
        VaeOptions options = TestOptions.Small with { Epochs = 4, LearningRate = 0.01, Progress = log };
        using VaeTransformer model = options.Fit(PixelViews.OfBytes(new MLContext(), LearnableImages.Bytes(200, 20)));

        log.Epochs.Count.ShouldBe(4);
        foreach (TrainingProgress epoch in log.Epochs)
        {
            epoch.NegativeElbo.ShouldBe(epoch.ReconstructionLoss + epoch.KlDivergence);
            epoch.RowsPerSecond.ShouldBeGreaterThan(0);
        }
        log.Epochs[^1].NegativeElbo.ShouldBeLessThan(log.Epochs[0].NegativeElbo);
        log.All.Select(report => report.Elapsed).ShouldBeInOrder();
    }

    [Fact, Trait("case", "21")]
    public void Fit_ProgressThatThrows_EndsWithThatException() =>
        Should.Throw<NotSupportedException>(() => (TestOptions.Small with { Progress = new Thrower() })
            .Fit(PixelViews.OfBytes(new MLContext(), LearnableImages.Bytes(40, 10))));

    private sealed class Thrower : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => throw new NotSupportedException();
    }
}

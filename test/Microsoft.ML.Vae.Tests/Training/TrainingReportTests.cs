using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

public class TrainingReportTests
{
    [Fact]
    public void Fit_AnyOptions_ReportsWhatMadeTheModel()
    {
        VaeOptions options = TestOptions.Tiny with { Seed = 7, BatchSize = 16, LearningRate = 0.005 };
        using VaeTransformer model = options.Fit(TestImages.View(40));

        TrainingReport report = model.Report!;
        (report.Seed, report.Threads, report.Rows, report.Score).ShouldBe((7, get_num_threads(), 40L, "Excess"));
        report.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        report.Options[nameof(options.BatchSize)].ShouldBe("16");
        report.Options[nameof(options.LearningRate)].ShouldBe("0.005");
        report.Options.Keys.ShouldNotContain(nameof(options.MaximumGradientNorm));
        report.Versions.Keys.ShouldBe(["Microsoft.ML.Vae", "Microsoft.ML", "TorchSharp"]);
        report.Versions.Values.ShouldAllBe(version => Version.Parse(version.Split('-', 2)[0]).Major >= 0);
    }

    [Fact]
    public void ChangedOptions_NothingSet_HasTheRequiredColumnAlone() =>
        FitDescription.ChangedOptions(new VaeOptions { OutputColumnName = "Latent" }).ShouldHaveSingleItem().ShouldBe(new("OutputColumnName", "Latent"));

    [Fact]
    public void ChangedOptions_EveryKindOfValue_IsWrittenForPeopleInEveryCulture()
    {
        using var culture = new CultureScope("de-DE");
        IReadOnlyDictionary<string, string> texts = FitDescription.ChangedOptions(new VaeOptions
        {
            OutputColumnName = "Latent",
            Network = Network.FullyConnected([8]),
            Likelihood = Likelihood.Gaussian(0.5),
            EarlyStopping = new EarlyStopping { MinimumImprovement = 0.25 },
            ValidationFraction = 0.1,
            Image = new ImageLayout(8, 9, 1),
            OnDivergence = DivergenceBehavior.KeepBest,
            Progress = new ProgressLog(),
            Seed = 3,
        });

        texts.Keys.Order(StringComparer.Ordinal).ShouldBe(
            ["EarlyStopping", "Image", "Likelihood", "Network", "OnDivergence", "OutputColumnName", "ValidationFraction"]);
        texts["EarlyStopping"].ShouldBe("Patience 5, MinimumImprovement 0.25, WarmupEpochs 0");
        texts["ValidationFraction"].ShouldBe("0.1");
        texts["Likelihood"].ShouldContain("0.5");
        texts["OnDivergence"].ShouldBe("KeepBest");
        texts.Values.ShouldAllBe(text => !text.Contains("Microsoft.ML", StringComparison.Ordinal));
    }

    [Fact]
    public void ToString_FullReport_IsReadableInEveryCulture()
    {
        using var culture = new CultureScope("de-DE");
        var report = new TrainingReport
        {
            End = TrainingStopReason.EarlyStopping,
            WeightsEpoch = 7,
            Steps = 4690,
            Rows = 60_000,
            Duration = TimeSpan.FromSeconds(1234.56),
            Seed = 1,
            Threads = 2,
            Score = "negative ELBO",
            Options = new Dictionary<string, string> { ["Epochs"] = "20", ["LearningRate"] = "0.005" },
            Versions = new Dictionary<string, string> { ["TorchSharp"] = "0.107.0" },
            Health = new ModelHealth
            {
                Verdict = HealthVerdict.Healthy,
                SampleRows = 4096,
                ActiveUnits = 2,
                KlPerDimension = [3, 4.5],
                SquaredErrorPerPixel = 0.0123,
                PcaSquaredErrorPerPixel = null,
            },
        };

        report.ToString().ShouldBe("""
            Stopped early: weights of epoch 7, 4,690 steps over 60,000 rows in 1,234.6 s (seed 1, threads 2)
            Score: negative ELBO
            Healthy. Health on 4096 training rows: 2 of 2 latent dimensions active, KL 7.500 nats per row, squared error per pixel 0.0123
            Options: Epochs 20, LearningRate 0.005
            Versions: TorchSharp 0.107.0
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ToString_LeastReport_IsOneLine() =>
        new TrainingReport { End = TrainingStopReason.Canceled, WeightsEpoch = 0, Steps = 3, Rows = 40, Threads = 1 }.ToString()
            .ShouldBe("Canceled: weights of epoch 0, 3 steps over 40 rows in 0.0 s (seed 0, threads 1)");
}

using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A learned σ began at 1, from where Adam needs thousands of steps to the residual of ordinary images.</summary>
public class VarianceFromTheDataTests(ITestOutputHelper output)
{
    private const double Width = 0.05;

    public static TheoryData<string, Likelihood> Learned => new()
    {
        { "decoder.log_variance.bias", Likelihood.GaussianWithLearnedVariance() },
        { "decoder.log_variance.bias", Likelihood.GaussianWithLearnedVariance(perPixel: true) },
    };

    // From σ = 1, ten epochs end at about σ = 0.46, far above the residual of 0.13, and with a negative ELBO above 0.
    [MnistTheory]
    [InlineData(false, 128, 0.001, -440)]
    [InlineData(true, 128, 0.001, -440)]
    [InlineData(false, 32, 0.002, -470)]
    public void Fit_TenEpochsOfDigits_ReachesTheResidual(bool isOptimal, int batchSize, double learningRate, double highest)
    {
        VaeOptions options = new()
        {
            OutputColumnName = TinyModel.Mean,
            InputColumnName = PixelViews.Column,
            Network = Network.FullyConnected([400]),
            Likelihood = isOptimal ? Likelihood.GaussianWithOptimalVariance() : Likelihood.GaussianWithLearnedVariance(),
            Epochs = 10,
            BatchSize = batchSize,
            LearningRate = learningRate,
            LearningRateSchedule = batchSize == 128 ? LearningRateSchedule.Constant() : LearningRateSchedule.Cosine(),
            HealthReport = false,
            Seed = 1,
        };
        var context = new MLContext();
        using VaeTransformer model = options.Fit(Mnist.View(context, Mnist.Train.Take(20_000)), null, context);

        double negativeElbo = model.Evaluate(Mnist.View(context, Mnist.Test), 1).NegativeElbo;
        output.WriteLine($"{options.Likelihood}, batches of {batchSize}: negative ELBO {negativeElbo:F1} nats of the test set");
        negativeElbo.ShouldBeLessThan(highest);
    }

    [Theory]
    [MemberData(nameof(Learned))]
    public void Fit_FreshWeights_BeginAtTheDeviationOfTheDataAroundItsMean(string tensor, Likelihood likelihood)
    {
        float[][] rows = Noise();
        using VaeTransformer model = (TestOptions.Frozen with { Likelihood = likelihood }).Fit(PixelViews.OfSingles(new MLContext(), rows));

        double[] logVariances = TensorValues.ToDoubles(model.Model.Network.state_dict()[tensor]);

        // A fresh layer's own bias is up to 1/√16.
        logVariances.ShouldAllBe(value => Math.Abs(value - 2 * Math.Log(Width)) < (logVariances.Length == 1 ? 0.03 : 0.28));
    }

    [Fact]
    public void Fit_StreamedRows_BeginThereToo()
    {
        VaeOptions options = TestOptions.Frozen with { Likelihood = Likelihood.GaussianWithLearnedVariance(), InputCacheBytes = 1 << 20 };
        float[][] rows = Noise(size: 4096);
        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), rows.Select(row => row), 4096));

        double logVariance = TensorValues.ToDoubles(model.Model.Network.state_dict()["decoder.log_variance.bias"])[0];
        logVariance.ShouldBe(2 * Math.Log(Width), 0.03);
    }

    [Fact]
    public void Fit_MissingValues_BeginsAtTheDeviationOfTheOthers()
    {
        float[][] rows = [.. Noise().Select((row, i) => row.Select((value, slot) => (i + slot) % 3 == 0 ? float.NaN : value).ToArray())];
        VaeOptions options = TestOptions.Frozen with
        {
            Likelihood = Likelihood.GaussianWithLearnedVariance(),
            OnMissingValue = MissingValueBehavior.Impute,
        };
        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), rows));

        double logVariance = TensorValues.ToDoubles(model.Model.Network.state_dict()["decoder.log_variance.bias"])[0];
        logVariance.ShouldBe(2 * Math.Log(Width), 0.03);
    }

    [Theory]
    [InlineData(0.2, 0.2)]
    [InlineData(1e-3, Width)]
    public void Fit_LowestDeviation_IsNotUndercut(double minimum, double expected)
    {
        VaeOptions options = TestOptions.Frozen with { Likelihood = Likelihood.GaussianWithLearnedVariance(minimumStandardDeviation: minimum) };
        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), Noise()));

        double logVariance = TensorValues.ToDoubles(model.Model.Network.state_dict()["decoder.log_variance.bias"])[0];
        Math.Exp(0.5 * logVariance).ShouldBe(expected, 0.02 * expected);
    }

    [Fact]
    public void Fit_InterruptedAtEveryStep_DoesNotBeginAgain()
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = TestOptions.Tiny with { Likelihood = Likelihood.GaussianWithLearnedVariance() };
        using VaeTransformer expected = options.Fit(TestImages.View(70));

        (VaeTransformer model, _) = CheckpointedFit.FitInPieces(options, folder.FullName, TestImages.View(70));

        CheckpointedFit.ShouldBe(model, expected);
        model.Dispose();
    }

    /// <summary>Rows of normal noise around one image with large differences between its pixels.</summary>
    private static float[][] Noise(int size = 40)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, size).Select(i => i % 7 + (float)(Width * Normal(random))).ToArray())];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

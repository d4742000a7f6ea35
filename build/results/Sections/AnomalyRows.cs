using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Which score and which likelihood find anomalies.</summary>
internal static class AnomalyRows
{
    private const string Bernoulli = "Bernoulli";
    private const string Gaussian = "Gaussian, σ = 0.4";
    private const string BernoulliExcess = "x log x + (1 − x) log(1 − x) − x log λ − (1 − x) log(1 − λ)";
    private const string ContinuousExcess =
        "log C(λ*) + x log λ* + (1 − x) log(1 − λ*) − log C(λ) − x log λ − (1 − x) log(1 − λ), E[x|λ*] = x";
    private const string GaussianExcess = "(x − m)² / 2σ²";
    private const string Residual = "‖x − mean − U Uᵀ(x − mean)‖²";

    private const int DrawnForTraining = 10_000;
    private const int DrawnForTests = 2_000;

    private static readonly Lazy<(LabelledImages Train, LabelledImages Test)> _drawn = new(Draw);

    private static IReadOnlyList<string> Columns { get; } = [.. AnomalyProtocol.Scores.Select(score => score.ToString()!), "seconds"];

    private static string Options { get; } =
        FormattableString.Invariant($"`Epochs = {Settings.Anomalies.Epochs}`, otherwise as above; formulas are of what −log p(x|z) of a ")
            + "pixel is above its least.";

    private static readonly AnomalyRow[] _handwritten = Models(All);

    public static Section Handwritten { get; } = new("One digit normal, MNIST",
        $"{Options} Fitted to the digit's images among all 60,000 training images.",
        [.. Baselines(All), .. _handwritten])
    {
        Columns = Columns,
    };

    public static Section Seeds { get; } = new(FormattableString.Invariant($"One digit normal, MNIST, {AnomalySeedsRow.Seeds} seeds"),
        FormattableString.Invariant($"The two rows that anomalies.md recommends, with `Seed = 1` to `{AnomalySeedsRow.Seeds}`: the mean ")
            + "of the seeds' areas, the lowest and highest of them, and the mean duration of ten fits.",
        [
            new AnomalySeedsRow(_handwritten.Single(row => row.Name == Bernoulli), AnomalyScore.Excess),
            new AnomalySeedsRow(_handwritten.Single(row => row.Name == Gaussian), AnomalyScore.ComplexityCorrected),
        ])
    {
        Columns = ["mean", "lowest to highest", "seconds"],
    };

    public static Section Generated { get; } = new("One digit normal, generated digits",
        $"{Options} Fitted to the digit's images among 10,000 of the sample's generated digits, measured on 2,000 others.",
        [.. Baselines(Drawn), .. Models(Drawn)])
    {
        Columns = Columns,
    };

    private static TableRow[] Baselines(Func<Digits, AnomalyProtocol> images) =>
    [
        new AnomalyBaselineRow("32 principal components", Residual, Papers.Components, images, Components: 32),
        new AnomalyBaselineRow("16 principal components", Residual, Papers.Components, images, Components: 16),
        new AnomalyBaselineRow("Distance to the mean image", "‖x − mean‖²", Papers.Components, images, Components: 0),
    ];

    private static AnomalyRow[] Models(Func<Digits, AnomalyProtocol> images) =>
    [
        new AnomalyRow(Bernoulli, BernoulliExcess, Papers.AutoEncodingVariationalBayes, images,
            options => options with { Likelihood = Likelihood.Bernoulli }),
        new AnomalyRow("Continuous Bernoulli", ContinuousExcess, Papers.ContinuousBernoulli, images,
            options => options with { Likelihood = Likelihood.ContinuousBernoulli }),
        new AnomalyRow("Gaussian, σ = 0.2", GaussianExcess, Papers.AutoEncodingVariationalBayes, images,
            options => options with { Likelihood = Likelihood.Gaussian(0.2) }),
        new AnomalyRow(Gaussian, GaussianExcess, Papers.AutoEncodingVariationalBayes, images,
            options => options with { Likelihood = Likelihood.Gaussian(0.4) }),
        new AnomalyRow("Gaussian, one learned σ", GaussianExcess, Papers.CalibratedDecoders, images,
            options => options with { Likelihood = Likelihood.GaussianWithLearnedVariance() }),
        new AnomalyRow("Laplace, b = 0.1", "|x − m| / b", Papers.Laplace, images,
            options => options with { Likelihood = Likelihood.Laplace(0.1) }),
        new AnomalyRow("Discretized logistic", "log P(x|m = x) − log P(x|m)", Papers.PixelCnn, images,
            options => options with { Likelihood = Likelihood.DiscretizedLogistic() }),
    ];

    private static AnomalyProtocol All(Digits digits) => digits.Anomalies(int.MaxValue);

    private static AnomalyProtocol Drawn(Digits digits) => new(digits.Context, _drawn.Value.Train, _drawn.Value.Test);

    private static (LabelledImages Train, LabelledImages Test) Draw()
    {
        var generator = new DigitGenerator(Settings.SampleSeed);
        return (Take(0, DrawnForTraining), Take(DrawnForTraining, DrawnForTests));

        LabelledImages Take(int first, int count)
        {
            (byte[] pixels, byte[] labels) = generator.Draw(first, count);
            return new LabelledImages(DigitGenerator.Side, DigitGenerator.Side, pixels, labels);
        }
    }
}

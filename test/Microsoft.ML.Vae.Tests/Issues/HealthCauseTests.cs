using System.Globalization;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>The health report names the cause: columns that are not centered, a standard deviation that does not suit, divergence.</summary>
public class HealthCauseTests(ITestOutputHelper output)
{
    private const int Columns = 10;

    private static readonly VaeOptions _options = TestOptions.Small with { LearningRate = 0.01, Epochs = 60 };

    private readonly MLContext _context = new(1);

    [Fact]
    public void Fit_NormalizerThatKeepsZero_SaysThatTheColumnsAreNotCentered()
    {
        (ModelHealth health, string[] warnings) = FitNormalized(fixZero: true, Likelihood.Gaussian());

        health.Verdict.ShouldBe(HealthVerdict.NotCentered);
        string warning = warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith("The columns are not centered: in 10 of 10 slots, the mean is further from 0 than the standard deviation");
        warning.ShouldEndWith("use NormalizeMeanVariance(…, fixZero: false).");
    }

    [Fact]
    public void Fit_NormalizerThatCenters_UsesItsLatents()
    {
        (ModelHealth health, string[] warnings) = FitNormalized(fixZero: false, Likelihood.Gaussian(0.2));

        health.ActiveUnits.ShouldBe(3);
        warnings.ShouldNotContain(warning => warning.Contains("not centered"));
    }

    [Theory]
    [InlineData("Gaussian", "Likelihood.Gaussian(")]
    [InlineData("Laplace", "Likelihood.Laplace(")]
    [InlineData("DiscretizedLogistic", "Likelihood.DiscretizedLogistic(")]
    public void Fit_DeviationFarAboveTheResiduals_TellsTheValueToSet(string kind, string code)
    {
        (ModelHealth health, string[] warnings) = Fit(Spots(), _options with { Likelihood = Of(kind, 1), LatentDimension = 8 });

        health.Verdict.ShouldBe(HealthVerdict.UnsuitableDeviation);
        string warning = warnings.ShouldHaveSingleItem();
        warning.ShouldStartWith("The likelihood's standard deviation of ");
        warning.ShouldContain("so large that the divergence outweighs the reconstruction");
        double told = double.Parse(Between(warning, "Set Likelihood = " + code, ")"), CultureInfo.InvariantCulture);

        (ModelHealth mended, warnings) = Fit(Spots(), _options with { Likelihood = Of(kind, told), LatentDimension = 8 });

        mended.Verdict.ShouldNotBe(HealthVerdict.UnsuitableDeviation);
        mended.SquaredErrorPerPixel.ShouldBeLessThan(health.SquaredErrorPerPixel / 2);
    }

    [Fact]
    public void Fit_DeviationFarBelowTheResiduals_TellsTheValueToSet()
    {
        var random = new Random(1);
        float[][] noise = [.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 20).Select(_ => (float)Normal(random)).ToArray())];

        (ModelHealth health, string[] warnings) = Fit(PixelViews.OfSingles(_context, noise), _options with { Likelihood = Likelihood.Gaussian(0.05) });

        health.Verdict.ShouldBe(HealthVerdict.UnsuitableDeviation);
        string warning = warnings.ShouldHaveSingleItem();
        warning.ShouldContain("so small that the reconstruction outweighs the divergence");
        double.Parse(Between(warning, "Set Likelihood = Likelihood.Gaussian(", ")"), CultureInfo.InvariantCulture)
            .ShouldBe(Math.Sqrt(health.SquaredErrorPerPixel), 0.1);
    }

    [Fact]
    public void Fit_DeviationThatTheWeightOfTheDivergenceMakesUpFor_IsNoFault()
    {
        (ModelHealth health, _) = Fit(Spots(), _options with { Likelihood = Likelihood.Gaussian(), Objective = Objective.Elbo(0.0025) });

        health.Verdict.ShouldNotBe(HealthVerdict.UnsuitableDeviation);
    }

    [Fact]
    public void Fit_ColumnsThatAreNotScaled_HasDivergedRatherThanOverRegularized()
    {
        float[][] rows = [.. LearnableImages.Singles(300, 24).Select(row => Array.ConvertAll(row, value => value * 1e6f))];

        (ModelHealth health, string[] warnings) = Fit(PixelViews.OfSingles(_context, rows), _options with { Likelihood = Likelihood.Gaussian() });

        health.Verdict.ShouldBe(HealthVerdict.Diverged);
        warnings.ShouldHaveSingleItem().ShouldMatch("^The training diverged: the negative ELBO is [0-9.]+E\\+1[0-9] nats per row.*Scale the input column");
    }

    [Fact]
    public void Fit_StepsThatAreFarTooLarge_HasDiverged()
    {
        IDataView rows = PixelViews.OfSingles(_context, LearnableImages.Singles(300, 24));

        (ModelHealth health, string[] warnings) = Fit(rows, _options with { Likelihood = Likelihood.Gaussian(), LearningRate = 100, Epochs = 6 });

        health.Verdict.ShouldBe(HealthVerdict.Diverged);
        warnings.ShouldHaveSingleItem().ShouldContain("lower LearningRate; or set MaximumGradientNorm.");
    }

    private (ModelHealth Health, string[] Warnings) FitNormalized(bool fixZero, Likelihood likelihood)
    {
        IDataView table = PixelViews.OfSingles(_context, Table());
        IDataView normalized = _context.Transforms.NormalizeMeanVariance(PixelViews.Column, fixZero: fixZero).Fit(table).Transform(table);
        return Fit(normalized, _options with { Likelihood = likelihood, Epochs = null });
    }

    /// <summary>Two hidden causes behind all columns, whose means are about ten standard deviations.</summary>
    private static float[][] Table()
    {
        var random = new Random(1);
        double[][] loadings = [.. Enumerable.Range(0, Columns).Select(_ => new[] { Normal(random), Normal(random) })];
        return [.. Enumerable.Range(0, 300).Select(_ =>
        {
            double first = Normal(random), second = Normal(random);
            return Enumerable.Range(0, Columns)
                .Select(i => (float)(10 + i + loadings[i][0] * first + loadings[i][1] * second + 0.3 * Normal(random))).ToArray();
        })];
    }

    private (ModelHealth Health, string[] Warnings) Fit(IDataView data, VaeOptions options)
    {
        var log = new Log(_context);
        using VaeTransformer model = options.Fit(data, context: _context);
        string[] warnings = [.. log.Warnings.Select(message => message.RawMessage)];
        output.WriteLine($"{model.Report}\n{string.Join('\n', warnings)}");
        return (model.Report.Health!, warnings);
    }

    private IDataView Spots() => PixelViews.OfBytes(_context, LearnableImages.Bytes(300, 24));

    private static Likelihood Of(string kind, double value) => kind switch
    {
        "Gaussian" => Likelihood.Gaussian(value),
        "Laplace" => Likelihood.Laplace(value),
        _ => Likelihood.DiscretizedLogistic(value),
    };

    private static string Between(string text, string start, string end)
    {
        int first = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[first..text.IndexOf(end, first, StringComparison.Ordinal)];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

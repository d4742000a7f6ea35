using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

[Trait("trap", "7")]
public class DynamicBinarizationTests
{
    private const string Score = "Score";

    private static readonly MLContext _context = new();
    private static readonly float[][] _rows = LearnableImages.Singles(120, 20);
    private static readonly VaeOptions _options = TestOptions.Small with { DynamicBinarization = true, ScoreColumnName = Score };

    [Fact, Trait("trap", "15")]
    public void Fit_SameSeed_IsBitEqualAndNotThatOfGreyPixels()
    {
        using VaeTransformer first = _options.Fit(View(_rows)), second = _options.Fit(View(_rows));
        using VaeTransformer grey = (_options with { DynamicBinarization = false }).Fit(View(_rows));

        Weights.Of(second).ShouldBe(Weights.Of(first));
        Weights.Of(grey).ShouldNotBe(Weights.Of(first));
    }

    [Fact]
    public void Evaluate_MiddlingGrey_SeesBlackAndWhite()
    {
        float[][] rows = [.. Enumerable.Repeat(Enumerable.Repeat(0.5f, 20).ToArray(), 30)];
        // No weight moves, and fresh ones decode to nearly middling grey.
        using VaeTransformer model = (_options with { LearningRate = 1e-30 }).Fit(View(rows));
        using VaeTransformer grey = (_options with { LearningRate = 1e-30, DynamicBinarization = false }).Fit(View(rows));

        model.Evaluate(View(rows)).SquaredErrorPerPixel.ShouldBe(0.25, 0.1);
        grey.Evaluate(View(rows)).SquaredErrorPerPixel.ShouldBeLessThan(0.05);
    }

    [Fact, Trait("trap", "12")]
    public void Transform_SameRow_IsTheSameWhereverItStands()
    {
        using VaeTransformer model = _options.Fit(View(_rows));
        float[][] latents = Latents(model, _rows);

        FloatAssert.ShouldBeBitEqual(Latents(model, _rows), latents);
        float[][] reversed = [.. _rows.Reverse()];
        FloatAssert.ShouldBeCloseTo(Latents(model, reversed), [.. latents.Reverse()]);
        FloatAssert.ShouldBeCloseTo(Latents(model, [_rows[7]]), [latents[7]]);
    }

    [Fact]
    public void Fit_BytesOrTheSameScaledSingles_DrawAlike()
    {
        byte[][] bytes = LearnableImages.Bytes(50, 20);
        float[][] singles = [.. bytes.Select(row => Array.ConvertAll(row, grey => grey * (1 / 255f)))];
        using VaeTransformer ofBytes = _options.Fit(PixelViews.OfBytes(_context, bytes)), ofSingles = _options.Fit(View(singles));

        Weights.Of(ofBytes).ShouldBe(Weights.Of(ofSingles));
        ofBytes.Evaluate(PixelViews.OfBytes(_context, bytes)).NegativeElbo.ShouldBe(ofSingles.Evaluate(View(singles)).NegativeElbo);
    }

    [Fact]
    public void Evaluate_AtTheMean_IsTheAverageOfTheScores()
    {
        using VaeTransformer model = _options.Fit(View(_rows));
        double average = model.Transform(View(_rows)).GetColumn<float>(Score).Average();

        VaeMetrics metrics = model.Evaluate(View(_rows));

        metrics.NegativeElbo.ShouldBe(average, 1e-5 * average);   // single precision
        model.Evaluate(View(_rows)).NegativeElbo.ShouldBe(metrics.NegativeElbo);
    }

    [Fact]
    public void SampleSeed_Another_DrawsTheRowsAnew()
    {
        VaeOptions frozen = _options with { LearningRate = 1e-30 };
        using VaeTransformer first = (frozen with { SampleSeed = 1 }).Fit(View(_rows)), second = (frozen with { SampleSeed = 2 }).Fit(View(_rows));

        Weights.Of(second).ShouldBe(Weights.Of(first));
        second.Evaluate(View(_rows)).NegativeElbo.ShouldNotBe(first.Evaluate(View(_rows)).NegativeElbo);
    }

    [Fact]
    public void SaveAndLoad_KeepsTheDraws()
    {
        using VaeTransformer model = _options.Fit(View(_rows));
        using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();

        loaded.Evaluate(View(_rows)).NegativeElbo.ShouldBe(model.Evaluate(View(_rows)).NegativeElbo);
        FloatAssert.ShouldBeBitEqual(Latents(loaded, _rows), Latents(model, _rows));
    }

    [Fact]
    public void Decode_CodesBeyondTheUnitInterval_AreTakenAsTheyAre()
    {
        using VaeTransformer model = _options.Fit(View(_rows));

        float[][] pictures = model.Interpolate([-3, 0, 2], [3, 0, 2], 5).Vectors("Reconstruction");

        pictures.Length.ShouldBe(5);
        pictures.SelectMany(row => row).Distinct().Count().ShouldBeGreaterThan(50);   // grey, from codes that differ
    }

    [Theory, Trait("trap", "8")]
    [InlineData(-0.01f)]
    [InlineData(255f)]
    [InlineData(float.NaN)]
    public void Fit_PixelThatIsNoProbability_IsRefused(float pixel) =>
        Should.Throw<InvalidOperationException>(() => _options.Fit(View([[0, 1], [1, pixel]]))).Message.ShouldContain("row 1, slot 1");

    [Fact]
    public void VariationalAutoencoder_LikelihoodOfGreyPixels_IsRefusedWithTheRemedy()
    {
        string message = Should.Throw<ArgumentOutOfRangeException>(
            () => _context.Transforms.VariationalAutoencoder(_options with { Likelihood = Likelihood.Laplace(), Epochs = 0 })).Message;

        message.ShouldContain("DynamicBinarization is True with the likelihood Laplace(b = 1); must be False unless the likelihood is Bernoulli.");
        message.ShouldContain("Epochs is 0");
    }

    private static IDataView View(float[][] rows) => PixelViews.OfSingles(_context, rows);

    private static float[][] Latents(VaeTransformer model, float[][] rows) => model.Transform(View(rows)).Vectors(TinyModel.Mean);
}

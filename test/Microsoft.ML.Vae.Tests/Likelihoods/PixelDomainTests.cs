namespace Microsoft.ML.Vae.Tests.Likelihoods;

[Trait("trap", "8")]
public class PixelDomainTests
{
    private static readonly VaeOptions _gaussian = TestOptions.Small with { Likelihood = Likelihood.Gaussian() };

    [Fact]
    public void Fit_PixelsUpTo255UnderBernoulli_NamesThePlaceTheValueAndTheRemedy()
    {
        float[][] rows = [[0, 1, 0.5f], [0, 1, 254]];
        string message = FitError(TestOptions.Small, rows);
        message.ShouldContain("Column 'Pixels', row 1, slot 2: got 254");
        message.ShouldContain("the Bernoulli likelihood requires a number in [0, 1]");
        message.ShouldContain("PixelScaling.ByteToUnit");
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(-1e-6f)]
    [InlineData(1.0001f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Fit_PixelOutsideTheUnitIntervalUnderBernoulli_IsRefused(float pixel) =>
        FitError(TestOptions.Small, [[0, 1], [pixel, 1]]).ShouldContain("row 1, slot 0");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Fit_PixelThatIsNoNumberUnderGaussian_IsRefused(float pixel) =>
        FitError(_gaussian, [[0, 1], [-7, pixel]]).ShouldContain("row 1, slot 1: got " + FormattableString.Invariant($"{pixel}"));

    [Fact]
    public void Fit_AnyRealPixelsUnderGaussian_AreAccepted()
    {
        using VaeTransformer model = _gaussian.Fit(PixelViews.OfSingles(new MLContext(), [[-3, 255], [1000, 0]]));
        model.LatentDimension.ShouldBe(3);
    }

    [Fact]
    public void Fit_BytesWithoutScalingUnderBernoulli_AreRefused()
    {
        VaeOptions options = TestOptions.Small with { PixelScaling = PixelScaling.None };
        Should.Throw<InvalidOperationException>(() => options.Fit(PixelViews.OfBytes(new MLContext(), [[0, 255]])))
            .Message.ShouldContain("slot 1: got 255");
    }

    [Fact]
    public void Fit_DeclaredScalingOfSingles_MakesPixelsUpTo255Legal()
    {
        VaeOptions options = TestOptions.Small with { PixelScaling = PixelScaling.ByteToUnit };
        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), [[0, 255], [17, 254]]));
        model.LatentDimension.ShouldBe(3);
    }

    [Fact]
    public void TransformAndEvaluate_PixelTheModelCannotUse_AreRefusedLikeInFit()
    {
        var context = new MLContext();
        using VaeTransformer model = TestOptions.Small.Fit(PixelViews.OfSingles(context, [[0, 1], [1, 0]]));
        IDataView bad = PixelViews.OfSingles(context, [[0, 1], [0, 200]]);

        Should.Throw<InvalidOperationException>(() => model.Transform(bad).Vectors(TinyModel.Mean)).Message.ShouldContain("row 1, slot 1: got 200");
        Should.Throw<InvalidOperationException>(() => model.Evaluate(bad)).Message.ShouldContain("row 1, slot 1: got 200");
    }

    private static string FitError(VaeOptions options, float[][] rows) =>
        Should.Throw<InvalidOperationException>(() => options.Fit(PixelViews.OfSingles(new MLContext(), rows))).Message;
}

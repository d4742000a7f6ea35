using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

[Trait("trap", "15")]
public class RepeatabilityTests
{
    private static readonly byte[][] _rows = LearnableImages.Bytes(100, 24);

    [Fact]
    public void Fit_SameSeed_IsBitEqual()
    {
        var (first, firstLog) = Fit(TestOptions.Small);
        var (second, secondLog) = Fit(TestOptions.Small);

        FloatAssert.ShouldBeBitEqual(second, first);
        secondLog.Epochs.Select(epoch => epoch.NegativeElbo).ShouldBe(firstLog.Epochs.Select(epoch => epoch.NegativeElbo));
    }

    [Fact]
    public void Fit_OtherSeed_IsDifferent() =>
        Fit(TestOptions.Small with { Seed = 2 }).Latents[0].ShouldNotBe(Fit(TestOptions.Small).Latents[0]);

    [Fact]
    public void Fit_SeedOfTheContext_StandsInForTheOptions()
    {
        float[][] FitWith(int? contextSeed, int? seed)
        {
            var context = new MLContext(contextSeed);
            IDataView view = PixelViews.OfBytes(context, _rows);
            using VaeTransformer model = context.Transforms.VariationalAutoencoder(TestOptions.Small with { Seed = seed }).Fit(view);
            return model.Transform(view).Vectors(TinyModel.Mean);
        }

        float[][] expected = FitWith(contextSeed: null, seed: 4);
        FloatAssert.ShouldBeBitEqual(FitWith(contextSeed: 4, seed: null), expected);
        FloatAssert.ShouldBeBitEqual(FitWith(contextSeed: 5, seed: 4), expected);
        FitWith(contextSeed: null, seed: null)[0].ShouldNotBe(FitWith(contextSeed: null, seed: null)[0]);
    }

    [Fact]
    public void FitTransformEvaluateSample_BetweenTwoDrawsOfTheUser_ChangeNeither()
    {
        manual_seed(11);
        float[] undisturbed = [.. Draw(), .. Draw()];

        manual_seed(11);
        float[] before = Draw();
        var context = new MLContext();
        IDataView view = PixelViews.OfBytes(context, _rows);
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(TestOptions.Small).Fit(view);
        model.Transform(view).Vectors(TinyModel.Mean);
        model.Evaluate(view, sampleSeed: 1);
        model.Sample(10, seed: 1).Vectors("Sample");

        float[] disturbed = [.. before, .. Draw()];
        disturbed.ShouldBe(undisturbed);
    }

    [Fact]
    public void Fit_OtherStateOfTheGlobalGenerator_ChangesNothing()
    {
        manual_seed(1);
        float[][] first = Fit(TestOptions.Small).Latents;
        manual_seed(2);
        FloatAssert.ShouldBeBitEqual(Fit(TestOptions.Small).Latents, first);
    }

    [Fact]
    public void Fit_WeightsThatDoNotMove_MeetNewNoiseInEachEpoch()
    {
        // One row and one batch, so that nothing but the noise can differ between epochs.
        var log = new ProgressLog();
        VaeOptions options = TestOptions.Frozen with { Epochs = 20, Progress = log };
        using VaeTransformer model = options.Fit(PixelViews.OfBytes(new MLContext(), _rows[..1]));

        log.Epochs.Count.ShouldBe(20);
        log.Epochs.Select(epoch => epoch.KlDivergence).Distinct().Count().ShouldBe(1);
        log.Epochs.Select(epoch => epoch.ReconstructionLoss).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public void Fit_OneEstimatorTwice_IsBitEqual()
    {
        var context = new MLContext();
        IDataView view = PixelViews.OfBytes(context, _rows);
        VaeEstimator estimator = context.Transforms.VariationalAutoencoder(TestOptions.Small);
        using VaeTransformer first = estimator.Fit(view);
        using VaeTransformer second = estimator.Fit(view);
        FloatAssert.ShouldBeBitEqual(second.Transform(view).Vectors(TinyModel.Mean), first.Transform(view).Vectors(TinyModel.Mean));
    }

    private static (float[][] Latents, ProgressLog Log) Fit(VaeOptions options)
    {
        var log = new ProgressLog();
        IDataView view = PixelViews.OfBytes(new MLContext(), _rows);
        using VaeTransformer model = (options with { Progress = log }).Fit(view);
        return (model.Transform(view).Vectors(TinyModel.Mean), log);
    }

    private static float[] Draw()
    {
        using Tensor draw = randn(5);
        return TensorValues.ToArray(draw);
    }
}

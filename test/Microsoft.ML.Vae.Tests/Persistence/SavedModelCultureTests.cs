namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "43")]
[Trait("trap", "28")]
public class SavedModelCultureTests
{
    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void FitAndSave_InAnotherCulture_SameBytesInEveryEntry(string culture)
    {
        SavedModel expected = FitAndSave();
        SavedModel got;
        using (new CultureScope(culture))
            got = FitAndSave();

        got.ShouldEqual(expected);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Load_InAnotherCulture_SameOutputs(string culture)
    {
        SavedModel saved = FitAndSave();
        float[][] expected = Latents(saved);
        using var _ = new CultureScope(culture);

        Latents(saved).ShouldBe(expected);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Messages_InAnotherCulture_StayTheSame(string culture)
    {
        using var _ = new CultureScope(culture);
        ScriptedView data = new ScriptedView(1).AddVector(
            TinyModel.Input, Data.NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense<float>([.. Enumerable.Repeat(1.5f, TinyModel.Size)]));

        Should.Throw<InvalidOperationException>(() => TestOptions.Tiny.Fit(data)).Message.ShouldContain("got 1.5, but the Bernoulli");
        Should.Throw<ArgumentOutOfRangeException>(() => (TestOptions.Tiny with { Objective = Objective.Elbo(-0.5) }).Fit(data)).Message.ShouldContain("Beta is -0.5");
        Should.Throw<ArgumentOutOfRangeException>(() => (TestOptions.Tiny with { Contamination = 0.75 }).Fit(data))
            .Message.ShouldContain("Contamination is 0.75; must be in (0, 0.5].");
        using TinyModel model = TinyModel.Create();
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transformer.Traverse([0, 0, 0], 0, range: -0.5)).Message.ShouldContain("range is -0.5;");
        VaeDevice.Cuda(3).ToString().ShouldBe("Cuda(3)");
    }

    private static SavedModel FitAndSave()
    {
        VaeOptions options = AllColumns.With(TestOptions.Tiny) with
        {
            Likelihood = Likelihood.Gaussian(0.125),
            PixelScaling = new PixelScaling(0.25f, 1.5f),
            ReconstructionColumnName = "Ğİıi",
        };
        using VaeTransformer model = options.FitInNoTime(TestImages.View(60), TestImages.View(20));
        return SavedModel.Of(model, TestImages.View(1).Schema);
    }

    private static float[][] Latents(SavedModel saved) => saved.Load().Transform(TestImages.View(60)).Vectors(TinyModel.Mean);
}

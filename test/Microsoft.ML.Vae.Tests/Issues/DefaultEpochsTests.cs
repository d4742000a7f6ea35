using Microsoft.ML.Vae.Training;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>With nothing set, a fit takes as many steps as its rows need: 30 steps on 300 photos used to give grey mush.</summary>
public class DefaultEpochsTests(ITestOutputHelper output)
{
    [Fact]
    public void Fit_300PhotosWithNothingSet_ReconstructsThemBetterThanPca()
    {
        var context = new MLContext(1);
        var log = new Log(context);

        using VaeTransformer model = context.Transforms.VariationalAutoencoder("Latent", Photos.Column).Fit(Photos.View(context, 300));

        output.WriteLine($"{model.Report}");
        ModelHealth health = model.Report.Health!;
        health.SquaredErrorPerPixel.ShouldBeLessThan(health.PcaSquaredErrorPerPixel!.Value);
        log.Warnings.ShouldBeEmpty();
    }
}

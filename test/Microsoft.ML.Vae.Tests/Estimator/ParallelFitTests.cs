namespace Microsoft.ML.Vae.Tests.Estimator;

public class ParallelFitTests
{
    [Fact]
    [Trait("case", "25")]
    public void Fit_TwoAtOnce_EqualOneAfterTheOther()
    {
        float[][][] serial = [Latents(1), Latents(2)];
        var parallel = new float[2][][];

        Thread[] threads = [.. Enumerable.Range(0, 2).Select(i => new Thread(() => parallel[i] = Latents(i + 1)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        parallel.ShouldBe(serial);
    }

    private static float[][] Latents(int seed)
    {
        using VaeTransformer model = (TestOptions.Tiny with { Seed = seed, Epochs = 10 }).Fit(TestImages.View(500));
        return model.Latents();
    }
}

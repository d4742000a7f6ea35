namespace Microsoft.ML.Vae.Samples.Tests.Idx;

public class MnistFilesTests
{
    [MnistFact]
    public void Load_MnistsGzippedFiles_ItsKnownFigures()
    {
        (Mnist.Train.Count, Mnist.Train.Height, Mnist.Train.Width).ShouldBe((60_000, 28, 28));
        (Mnist.Test.Count, Mnist.Test.Height, Mnist.Test.Width).ShouldBe((10_000, 28, 28));
        Mnist.Train.Labels[..5].ShouldBe([5, 0, 4, 1, 9]);
        Mnist.Test.Labels[..5].ShouldBe([7, 2, 1, 0, 4]);
        // The mean that everyone normalizes by, to the four digits in which it is quoted.
        Mnist.Train.AllPixels.ToArray().Average(pixel => pixel / 255.0).ShouldBe(0.1307, 5e-5);
    }
}

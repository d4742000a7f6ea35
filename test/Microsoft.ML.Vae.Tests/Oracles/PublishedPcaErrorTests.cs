using Microsoft.ML.Vae.Health;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

[Trait("kind", "oracle")]
public class PublishedPcaErrorTests
{
    [MnistFact]
    public void SquaredErrorPerPixel_TestSet_IsThePublishedOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = PixelStatistics.Pixels(Mnist.Test, 0, Mnist.Test.Count).to(ScalarType.Float32).div_(255);   // [N, D]
        foreach ((int components, double published) in new[] { (2, 0.05567), (10, 0.03407), (20, 0.02354), (32, 0.01683) })
        {
            double error = PcaBaseline.SquaredErrorPerPixel(x.split(512), components);
            error.ShouldBeInRange(0.975 * published, published);   // the published components are the training set's, which fit the test set a little less
        }
    }
}

using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

public class VaeNetworkTests
{
    private static readonly VaeArchitecture _architecture = Architectures.Dense(12, [9, 7], 4, [8]);

    [Fact]
    public void Create_FullyConnected_HasTheNamesAndShapesThatFilesHold()
    {
        using VaeNetwork network = Models.Network(_architecture);
        network.state_dict().Select(entry => $"{entry.Key} {string.Join('x', entry.Value.shape)}").ShouldBe(
        [
            "encoder.hidden.0.weight 9x12", "encoder.hidden.0.bias 9", "encoder.hidden.1.weight 7x9", "encoder.hidden.1.bias 7",
            "encoder.mean.weight 4x7", "encoder.mean.bias 4", "encoder.log_variance.weight 4x7", "encoder.log_variance.bias 4",
            "decoder.hidden.0.weight 8x4", "decoder.hidden.0.bias 8", "decoder.output.weight 12x8", "decoder.output.bias 12",
        ]);
        network.parameters().ShouldAllBe(parameter => parameter.requires_grad);
    }

    [Theory]
    [InlineData("encoder.hidden.0", 784)]
    [InlineData("encoder.mean", 400)]
    [InlineData("encoder.log_variance", 400)]
    [InlineData("decoder.hidden.0", 20)]
    [InlineData("decoder.output", 400)]
    public void Create_EveryLayer_StartsAsPyTorchsDefault(string layer, int inputs)
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(784, [400], 20, [400]));
        double bound = 1 / Math.Sqrt(inputs);
        foreach (string name in new[] { "weight", "bias" })
        {
            double[] values = TensorValues.ToDoubles(network.state_dict()[$"{layer}.{name}"]);
            values.Max(Math.Abs).ShouldBeInRange((1 - 5.0 / values.Length - 0.1) * bound, bound * (1 + 1e-6), name);   // a maximum of n uniform draws; single precision
            // Mean 0 and variance bound² / 3, within four standard errors of n uniform draws (of the square: sqrt(4/45) of the bound²).
            values.Average().ShouldBe(0, 4 * bound / Math.Sqrt(3 * values.Length), name);
            values.Average(value => value * value).ShouldBe(bound * bound / 3, 4 * bound * bound * Math.Sqrt(4.0 / 45 / values.Length), name);
        }
    }

    [Fact, Trait("trap", "15")]
    public void Create_SameSeed_IsBitEqualWhateverTheGlobalGenerator()
    {
        manual_seed(1);
        using VaeNetwork first = Models.Network(_architecture, seed: 5);
        manual_seed(2);
        using VaeNetwork second = Models.Network(_architecture, seed: 5);
        using VaeNetwork other = Models.Network(_architecture, seed: 6);

        Weights(second).ShouldBe(Weights(first));
        Weights(other).ShouldNotBe(Weights(first));
    }

    [Fact]
    public void Create_WithinADisposeScope_OutlivesIt()
    {
        VaeNetwork network;
        using (NewDisposeScope())
            network = Models.Network(_architecture);
        Weights(network).Length.ShouldBe((int)network.ParameterCount);
        network.Dispose();
    }

    [Fact]
    public void Forward_DeepNetwork_EqualsPlainDoubles()
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Models.Network(_architecture);
        var reference = new ReferenceVae(network);
        var random = new Random(6);
        double[] x = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())];

        (Tensor mean, Tensor? logVariance) = network.Encoder.call(TensorValues.Matrix([x]));
        (double[] expectedMean, double[] expectedLogVariance) = reference.Encode(x);
        ShouldBeClose(mean, expectedMean);
        ShouldBeClose(logVariance!, expectedLogVariance);
        ShouldBeClose(network.Decoder.call(mean), reference.Decode(expectedMean));
    }

    [Fact, Trait("trap", "2")]
    public void SampleLatent_LogVariance_ScalesTheNoiseByItsExponentialsRoot()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = TensorValues.Matrix([[1, -2, 0]]);
        Tensor logVariance = TensorValues.Matrix([[Math.Log(4), 0, Math.Log(0.01)]]);
        using var noise = new Generator(3, CPU);
        using var sameNoise = new Generator(3, CPU);

        double[] z = TensorValues.ToDoubles(GaussianBottleneck.Sample(mean, logVariance, noise));
        double[] epsilon = TensorValues.ToDoubles(randn(1, 3, generator: sameNoise));
        double[] sigma = [2, 1, 0.1];
        for (int i = 0; i < 3; i++)
            z[i].ShouldBe(TensorValues.ToDoubles(mean)[i] + sigma[i] * epsilon[i], 1e-5);   // single precision
    }

    private static float[] Weights(VaeNetwork network) => [.. network.parameters().SelectMany(TensorValues.ToArray)];

    private static void ShouldBeClose(Tensor actual, double[] expected)
    {
        double[] values = TensorValues.ToDoubles(actual);
        values.Length.ShouldBe(expected.Length);
        for (int i = 0; i < values.Length; i++)
            values[i].ShouldBe(expected[i], 1e-6 * (1 + Math.Abs(expected[i])), $"slot {i}");   // single precision, sums of a dozen terms
    }
}

using Microsoft.ML.Vae.Networks;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>Before training every layer has weights as PyTorch's layer of that kind: U(−1/√fan-in, 1/√fan-in), scales of 1 and shifts of 0.</summary>
public class InitialWeightsTests
{
    private static readonly VaeArchitecture _architecture =
        Architectures.Convolutional(new ImageLayout(13, 10), [16, 24], blocks: 1, normalization: Normalization.Batch, latent: 5);

    [Theory]
    [InlineData("encoder.hidden.0.conv", 3 * 9)]             // inputs × 3 × 3
    [InlineData("encoder.hidden.1.conv", 16 * 9)]
    [InlineData("encoder.hidden.1.block0.conv1", 24 * 9)]
    [InlineData("encoder.hidden.1.block0.conv2", 24 * 9)]
    [InlineData("encoder.mean", 24 * 4 * 3)]
    [InlineData("encoder.log_variance", 24 * 4 * 3)]
    [InlineData("decoder.hidden.dense", 5)]
    [InlineData("decoder.hidden.0.conv", 16 * 16)]           // outputs × 4 × 4: the second dimension of a transposed convolution's weight
    [InlineData("decoder.output.conv", 3 * 16)]
    public void Create_EveryLayer_StartsAsPyTorchsDefault(string layer, int fanIn)
    {
        using VaeNetwork network = Models.Network(_architecture);
        double bound = 1 / Math.Sqrt(fanIn);
        double[] weight = TensorValues.ToDoubles(network.state_dict()[$"{layer}.weight"]);
        double[] bias = TensorValues.ToDoubles(network.state_dict()[$"{layer}.bias"]);

        foreach (double[] values in new[] { weight, bias })
            values.Max(Math.Abs).ShouldBeLessThanOrEqualTo(bound * (1 + 1e-6));   // single precision
        weight.Max(Math.Abs).ShouldBeGreaterThan((1 - 5.0 / weight.Length - 0.1) * bound);   // a maximum of n uniform draws
        // Mean 0 and variance bound² / 3, within four standard errors of n uniform draws (of the square: sqrt(4/45) of the bound²).
        weight.Average().ShouldBe(0, 4 * bound / Math.Sqrt(3 * weight.Length));
        weight.Average(value => value * value).ShouldBe(bound * bound / 3, 4 * bound * bound * Math.Sqrt(4.0 / 45 / weight.Length));
        bias.ShouldAllBe(value => value != 0);
    }

    [Fact]
    public void Create_EveryNormalization_ChangesNothingAtFirst()
    {
        using VaeNetwork network = Models.Network(_architecture);
        var state = network.state_dict();
        string[] layers = [.. state.Keys.Where(name => name.EndsWith(".running_mean", StringComparison.Ordinal)).Select(name => name[..name.LastIndexOf('.')])];

        layers.Length.ShouldBe(9);   // one of each of three stages, two of each of their blocks
        foreach (string layer in layers)
        {
            TensorValues.ToArray(state[$"{layer}.weight"]).ShouldAllBe(value => value == 1);
            TensorValues.ToArray(state[$"{layer}.bias"]).ShouldAllBe(value => value == 0);
            TensorValues.ToArray(state[$"{layer}.running_mean"]).ShouldAllBe(value => value == 0);
            TensorValues.ToArray(state[$"{layer}.running_var"]).ShouldAllBe(value => value == 1);
        }
    }

    [Fact, Trait("trap", "15")]
    public void Create_SameSeed_IsBitEqualAndLeavesTheGlobalGeneratorAlone()
    {
        manual_seed(1);
        using VaeNetwork first = Models.Network(_architecture, seed: 5);
        using Tensor after = randn(3);
        manual_seed(1);
        using Tensor undisturbed = randn(3);
        using VaeNetwork second = Models.Network(_architecture, seed: 5);
        using VaeNetwork other = Models.Network(_architecture, seed: 6);

        Values(second).ShouldBe(Values(first));
        Values(other).ShouldNotBe(Values(first));
        TensorValues.ToArray(after).ShouldBe(TensorValues.ToArray(undisturbed));
    }

    private static float[] Values(VaeNetwork network) => [.. network.parameters().SelectMany(TensorValues.ToArray)];
}

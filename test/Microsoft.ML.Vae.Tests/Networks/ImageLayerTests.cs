using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>Each layer of a picture network against plain doubles, on pictures that no mirroring leaves as they are.</summary>
public class ImageLayerTests
{
    [Theory]
    [InlineData(1, 3, 5, 1)]
    [InlineData(3, 3, 5, 2)]
    [InlineData(2, 4, 4, 2)]
    [InlineData(4, 1, 1, 2)]
    [InlineData(2, 2, 7, 2)]
    public void Convolution_AnyPicture_EqualsPlainDoubles(int inputs, int height, int width, int stride)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        using var layer = new LayerFactory(generator, CPU).Convolution(inputs, 3, stride);
        ReferenceImage x = ReferenceImage.Random(inputs, height, width, seed: 2);

        Check(layer.call(x.ToTensor()), x.Convolve(W(layer, "weight"), W(layer, "bias"), stride));
    }

    [Theory]
    [InlineData(1, 2, 3, 3, 5)]
    [InlineData(3, 2, 3, 4, 6)]
    [InlineData(2, 2, 2, 4, 4)]
    [InlineData(2, 2, 2, 3, 4)]
    [InlineData(4, 1, 1, 1, 1)]
    [InlineData(2, 1, 4, 2, 7)]
    public void Enlarging_AnyPicture_EqualsPlainDoubles(int inputs, int height, int width, int newHeight, int newWidth)
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        using var layer = new UpsamplingLayer("conv", inputs, 3, new ImageSize(newHeight, newWidth), new LayerFactory(generator, CPU));
        ReferenceImage x = ReferenceImage.Random(inputs, height, width, seed: 3);

        Check(layer.call(x.ToTensor()), x.Enlarge(W(layer, "weight"), W(layer, "bias"), newHeight, newWidth));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(8, 8)]
    [InlineData(16, 8)]
    [InlineData(12, 6)]
    [InlineData(11, 1)]
    [InlineData(10, 5)]
    public void GroupNormalization_AnyChannels_HasAtMostEightGroupsThatDivideThem(int channels, int groups)
    {
        using DisposeScope scope = NewDisposeScope();
        using var layer = new NormalizationLayer("norm", channels, Normalization.Group, Architectures.Layers);
        RandomWeights.Fill(layer, seed: 4);
        ReferenceImage x = ReferenceImage.Random(channels, 3, 5, seed: 5);

        Check(layer.call(x.ToTensor()), x.NormalizeGroups(groups, W(layer, "weight"), W(layer, "bias")));
    }

    [Fact]
    public void GroupNormalization_OtherRowsBesideIt_ChangeNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using var layer = new NormalizationLayer("norm", 4, Normalization.Group, Architectures.Layers);
        Tensor x = ReferenceImage.Random(4, 3, 5, seed: 6).ToTensor();
        IList<Tensor> both = [x, ReferenceImage.Random(4, 3, 5, seed: 7).ToTensor()];

        TensorValues.ToArray(layer.call(cat(both, 0))[0]).ShouldBe(TensorValues.ToArray(layer.call(x)[0]));
    }

    [Theory]
    [InlineData(Activation.Relu, Normalization.Group)]
    [InlineData(Activation.Relu, Normalization.Batch)]
    [InlineData(Activation.Relu, Normalization.None)]
    [InlineData(Activation.Silu, Normalization.None)]
    public void ResidualBlock_AnyNormalization_AddsToItsInputWithoutChangingIt(Activation activation, Normalization normalization)
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Models.Network(
            Architectures.Convolutional(new ImageLayout(3, 5, 1), [4], blocks: 1, activation: activation, normalization: normalization));
        RandomWeights.Fill(network, seed: 8);
        var layers = (ConvolutionalPlan)network.Architecture.Plan;
        using var generator = new Generator(1, CPU);
        using var block = new ResidualBlock("block", 4, layers, new LayerFactory(generator, CPU));
        block.load_state_dict(network.state_dict().Where(entry => entry.Key.StartsWith("encoder.hidden.0.block0.", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key["encoder.hidden.0.block0.".Length..], entry => entry.Value));
        block.eval();
        ReferenceImage x = ReferenceImage.Random(4, 3, 5, seed: 9);
        Tensor input = x.ToTensor();

        Check(block.call(input), new ReferenceImageNetwork(network).Block("encoder.hidden.0.block0", x));
        TensorValues.ToDoubles(input).ShouldBe(x.Values);
    }

    internal static void Check(Tensor got, ReferenceImage expected)
    {
        got.shape.ShouldBe([1, expected.Channels, expected.Height, expected.Width]);
        double[] values = TensorValues.ToDoubles(got);
        for (int i = 0; i < values.Length; i++)
            values[i].ShouldBe(expected.Values[i], 1e-5 * (1 + Math.Abs(expected.Values[i])), $"number {i}");   // single precision, sums of some dozen terms
    }

    private static double[] W(nn.Module layer, string name) => TensorValues.ToDoubles(layer.state_dict()[name]);
}

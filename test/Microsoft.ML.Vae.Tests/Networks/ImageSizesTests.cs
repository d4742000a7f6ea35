using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>Pictures of any size come back in exactly their shape.</summary>
[Trait("trap", "24")]
public class ImageSizesTests
{
    private const int Latent = 2;
    private static readonly int[] _colours = [1, 2, 3, 4];

    [Fact]
    public void Decode_EveryHeightAtWidth29_HasTheShapeOfTheInput()
    {
        for (int height = 1; height <= 70; height++)
            CheckAll(height, 29);
    }

    [Fact]
    public void Decode_EveryWidthAtHeight27_HasTheShapeOfTheInput()
    {
        for (int width = 1; width <= 70; width++)
            CheckAll(27, width);
    }

    [Fact]
    public void Decode_AHundredRandomSizes_HasTheShapeOfTheInput()
    {
        var random = new Random(24);
        for (int i = 0; i < 100; i++)
            Check(new ImageLayout(random.Next(1, 513), random.Next(1, 513), _colours[i % 4]) { InterleavePixelColors = i % 3 == 0 }, [2, 3]);
    }

    [Theory]
    [InlineData(1, 512)]
    [InlineData(512, 1)]
    [InlineData(512, 512)]
    [InlineData(1, 1)]
    public void Decode_ExtremeSizes_HasTheShapeOfTheInput(int height, int width) => CheckAll(height, width);

    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(14, 3, 32)]
    [InlineData(15, 3, 32, 64)]
    [InlineData(27, 31, 32, 64, 128)]
    [InlineData(1, 70, 32, 64, 128, 256)]
    [InlineData(1, 512, 32, 64, 128, 256, 256, 256, 256)]
    [InlineData(512, 1, 32, 64, 128, 256, 256, 256, 256)]
    [InlineData(100_000, 1, 32, 64, 128, 256, 256, 256, 256, 256, 256, 256)]   // no more than ten
    public void Plan_DefaultChannels_HalvesUntilTheLongerSideIsAtMostSeven(int height, int width, params int[] channels)
    {
        var picture = new ImageLayout(height, width, 1);

        ConvolutionalPlan layers = Planned(Network.Convolutional(), picture);

        layers.Channels.ShouldBe(channels);
        ImageSize last = layers.Sizes()[^1];
        if (channels.Length < 10)
            Math.Max(last.Height, last.Width).ShouldBeLessThanOrEqualTo(7);
    }

    [Theory]
    [InlineData(27, 31, 3)]
    [InlineData(1, 70, 4)]
    [InlineData(512, 512, 1)]
    public void Decode_DefaultChannels_HasTheShapeOfTheInput(int height, int width, int colours)
    {
        var picture = new ImageLayout(height, width, colours);
        Check(picture, [.. Planned(Network.Convolutional(), picture).Channels]);
    }

    [Fact]
    public void Halves_AnySize_IsTwiceTheNextOrOneLess()
    {
        for (int size = 1; size <= 600; size++)
        {
            ImageSize[] sizes = new ImageSize(size, 1).Halves(11);
            for (int i = 0; i < 11; i++)
                (2 * sizes[i + 1].Height - sizes[i].Height).ShouldBeInRange(0, 1);
            sizes.ShouldAllBe(half => half.Width == 1);
        }
    }

    private static ConvolutionalPlan Planned(Network network, ImageLayout picture)
    {
        var column = new PixelColumn("Pixels", ScalarType.Byte, (int)picture.Size, PixelScaling.ByteToUnit) { Layout = picture };
        return network.Plan(new PlanContext(column, new MLContext())).ShouldBeOfType<ConvolutionalPlan>();
    }

    private static void CheckAll(int height, int width)
    {
        foreach (int colours in _colours)
            Check(new ImageLayout(height, width, colours) { InterleavePixelColors = (height + width + colours) % 2 == 0 }, [2, 3]);
    }

    private static void Check(ImageLayout picture, int[] channels)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using VaeNetwork network = Models.Network(Architectures.Convolutional(picture, channels, latent: Latent));
        network.eval();

        (Tensor mean, Tensor? logVariance) = network.Encoder.call(rand(1, picture.Size));
        Tensor decoded = network.Decoder.call(mean);

        mean.shape.ShouldBe([1, Latent], picture.ToString());
        logVariance!.shape.ShouldBe([1, Latent], picture.ToString());
        decoded.shape.ShouldBe([1, picture.Size], picture.ToString());
        double.IsFinite(decoded.sum().item<float>()).ShouldBeTrue(picture.ToString());
        // The picture before it becomes a row: its own height and width, not some others with the same product.
        var size = new ImageSize(picture.Height, picture.Width);
        using var generator = new Generator(1, CPU);
        using var output = new UpsamplingLayer("conv", 1, picture.Channels, size, new LayerFactory(generator, CPU));
        output.call(zeros(1, 1, size.Half.Height, size.Half.Width)).shape.ShouldBe([1, picture.Channels, picture.Height, picture.Width]);
    }
}

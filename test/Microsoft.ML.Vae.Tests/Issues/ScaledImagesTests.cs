using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Images out of a model are in the units of the images that went in, whatever the scaling between.</summary>
public class ScaledImagesTests
{
    [Theory]
    [InlineData(0, 1, 0, 1)]                        // 0..1
    [InlineData(0, 1f / 255, 0, 255)]               // 0..255 to 0..1
    [InlineData(0, 1f / 16, 0, 16)]                 // 0..16 to 0..1
    [InlineData(127.5f, 1 / 127.5f, 0, 255)]        // 0..255 to -1..1
    [InlineData(128, 1f / 128, 0, 256)]
    [InlineData(0.5f, 2, 0, 1)]                     // 0..1 to -1..1
    [InlineData(0.1307f, 1 / 0.3081f, 0, 1)]        // standardized
    [InlineData(33.3f, 1 / 78.6f, 0, 255)]
    [InlineData(1, -1, 0, 1)]                       // inverted
    [InlineData(255, -1f / 255, 0, 255)]
    public void Range_OfSingles_IsThatOfTheColumn(float offset, float scale, float black, float white)
    {
        (float gotBlack, float gotWhite) = new PixelColumn("Pixels", ScalarType.Float32, 12, new PixelScaling(offset, scale)).Range;

        gotBlack.ShouldBe(black, 1e-4);
        gotWhite.ShouldBe(white, 1e-4 * white);
    }

    [Theory]
    [InlineData(255, 127.5f, 1 / 127.5f)]
    [InlineData(1, 0.5f, 2)]
    [InlineData(255, 0, 1f / 255)]
    [InlineData(1, 0, 1)]
    public void Reconstruction_OfSinglesScaledInAnyWay_IsAsBrightAsTheInput(float white, float offset, float scale)
    {
        const int Grey = 128;
        ScriptedView data = new ScriptedView(64).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 12, row => TestImages.Dense<float>([.. Enumerable.Repeat(Grey / 255f * white, 12)]));
        using VaeTransformer model = (TestOptions.Tiny with
        {
            Image = new ImageLayout(3, 4, 1),
            ImageOutput = ImageOutput.Image,
            PixelScaling = new PixelScaling(offset, scale),
            Likelihood = Likelihood.Gaussian(0.1),
            ReconstructionColumnName = TinyModel.Reconstruction,
            Epochs = 300,
            LearningRate = 0.02,
        }).Fit(data);

        using MLImage image = model.Transform(data).Values<MLImage>(TinyModel.Reconstruction)[0];

        ((double)image.Pixels[0]).ShouldBe(Grey, 6);   // levels; the fit is not perfect, and a wrong range is off by tens
    }

    [Theory]
    [InlineData(false, Transforms.Image.ImagePixelExtractingEstimator.ColorsOrder.ARGB)]
    [InlineData(true, Transforms.Image.ImagePixelExtractingEstimator.ColorsOrder.ARGB)]
    [InlineData(true, Transforms.Image.ImagePixelExtractingEstimator.ColorsOrder.ABGR)]
    public void SaltAndPepper_OfScaledColors_SetsWholePixelsToBlackAndWhiteAndSparesAlpha(
        bool interleaved, Transforms.Image.ImagePixelExtractingEstimator.ColorsOrder order)
    {
        const int Rows = 50, Pixels = 30, Channels = 4;
        int alpha = order.ToString().IndexOf('A');
        var column = new PixelColumn("Pixels", ScalarType.Byte, Pixels * Channels, new PixelScaling(127.5f, 1 / 127.5f))
        {
            Layout = new ImageLayout(5, 6, Channels) { InterleavePixelColors = interleaved, ColorOrder = order },
        };
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);
        float[] got = TensorValues.ToArray(Corruption.SaltAndPepper(0.4).For(column).Apply(full([Rows, Pixels * Channels], 0.25f), Pixels * Channels, noise));

        int salt = 0, pepper = 0;
        for (int row = 0; row < Rows; row++)
        {
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                float[] values = [.. Enumerable.Range(0, Channels).Select(channel =>
                    got[row * Pixels * Channels + (interleaved ? pixel * Channels + channel : channel * Pixels + pixel)])];
                values[alpha].ShouldBe(0.25f);
                float[] colors = [.. values.Where((_, channel) => channel != alpha)];
                colors.Distinct().Count().ShouldBe(1);
                colors[0].ShouldBeOneOf(0.25f, -1, 1);
                salt += colors[0] == 1 ? 1 : 0;
                pepper += colors[0] == -1 ? 1 : 0;
            }
        }
        // Five standard errors of 1500 decisions with probability 0.2.
        double error = 5 * Math.Sqrt(0.2 * 0.8 / (Rows * Pixels));
        ((double)salt / (Rows * Pixels)).ShouldBe(0.2, error);
        ((double)pepper / (Rows * Pixels)).ShouldBe(0.2, error);
    }
}

using Microsoft.ML.Vae.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Interop;

/// <summary>On a processor where oneDNN's convolutions are wrong, those of the library's networks are right.</summary>
public class ConvolutionsTests
{
    [Fact]
    public void LargestError_OnceANetworkWasMade_IsThatOfRounding()
    {
        Convolutions.Prepare(haveUsualChannels: false);

        Convolutions.LargestError().ShouldBeLessThan(1e-4);
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(8, true)]
    public void Warning_OfSlowerConvolutions_IsForNetworksThatNeedThem(int channels, bool areNeeded)
    {
        Convolutions.Prepare(haveUsualChannels: false);
        var context = new MLContext(1);
        var log = new Log(context);
        var options = new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = Photos.Column,
            Network = Network.Convolutional([channels]),
            Epochs = 1,
        };

        context.Transforms.VariationalAutoencoder(options).Fit(Photos.View(context, 16)).Dispose();

        log.Warnings.Any(message => message.Message.Contains("oneDNN", StringComparison.Ordinal))
            .ShouldBe(areNeeded && Convolutions.AreReplaced);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolutions_OfManyShapes_AgreeWithDoublePrecision(bool isTransposed)
    {
        Convolutions.Prepare(haveUsualChannels: false);
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var random = new Random(1);
        for (int i = 0; i < 100; i++)
        {
            int batch = random.Next(1, 6), inputs = random.Next(1, 20), outputs = random.Next(1, 20), side = random.Next(3, 12);
            int kernel = random.Next(3, 5), stride = random.Next(1, 3);
            Tensor x = randn([batch, inputs, side, side], float64, CPU, generator: generator);
            Tensor weight = randn(isTransposed ? [inputs, outputs, kernel, kernel] : [outputs, inputs, kernel, kernel], float64, CPU, generator: generator);

            Tensor[] single = Run(float32), exact = Run(float64);

            for (int tensor = 0; tensor < exact.Length; tensor++)
            {
                double error = ((single[tensor].to(float64) - exact[tensor]).abs().max() / exact[tensor].abs().max()).item<double>();
                error.ShouldBeLessThan(1e-4, $"{batch} x {inputs} x {side} to {outputs}, kernel {kernel}, stride {stride}, tensor {tensor}");
            }

            Tensor[] Run(ScalarType type)
            {
                Tensor input = x.to(type).detach().requires_grad_(), kernels = weight.to(type).detach().requires_grad_();
                Tensor y = isTransposed
                    ? nn.functional.conv_transpose2d(input, kernels, strides: [stride, stride], padding: [1, 1])
                    : nn.functional.conv2d(input, kernels, strides: [stride, stride], padding: [1, 1]);
                (y * y).sum().backward();
                return [y.detach(), input.grad!, kernels.grad!];
            }
        }
    }
}

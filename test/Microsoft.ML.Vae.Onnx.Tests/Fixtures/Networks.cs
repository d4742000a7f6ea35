using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>
/// Networks of every kind for rows of <see cref="Size"/> numbers, by the names that the documentation prints. Channels are multiples of 16:
/// of other numbers, and images this small, TorchSharp 0.107.0's transposed convolutions are wrong on some processors.
/// </summary>
internal static class Networks
{
    public const int Size = 30;
    public const int Latent = 4;

    public static IReadOnlyDictionary<string, VaeArchitecture> All { get; } = Create().ToDictionary(
        entry => entry.Name, entry => new VaeArchitecture(entry.Plan, Size, Latent));

    private static IEnumerable<(string Name, NetworkPlan Plan)> Create()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
            yield return ($"fully connected, {activation}", new FullyConnectedPlan([9, 7], [8], activation));
        yield return ("linear", new FullyConnectedPlan([], [], Activation.Relu));
        yield return ("convolutional, group normalization, 5 × 6", Convolutional(new ImageLayout(5, 6, 1), [16, 32]));
        yield return ("convolutional, batch normalization, 5 × 2 RGB, interleaved",
            Convolutional(new ImageLayout(5, 2) { InterleavePixelColors = true }, [16, 16, 32], Normalization.Batch, Activation.LeakyRelu));
        yield return ("convolutional, no normalization, 3 × 5 with 2 planes",
            Convolutional(new ImageLayout(3, 5, 2), [16, 16], Normalization.None, Activation.Elu));
        yield return ("convolutional with dense layers",
            Convolutional(new ImageLayout(5, 6, 1), [16], activation: Activation.Gelu) with { DenseSizes = [9, 5] });
        yield return ("residual × 2, group normalization, interleaved",
            Convolutional(new ImageLayout(5, 2) { InterleavePixelColors = true }, [16, 32], blocks: 2, activation: Activation.Silu));
        yield return ("residual × 1, batch normalization",
            Convolutional(new ImageLayout(5, 6, 1), [16, 16], Normalization.Batch, Activation.Tanh, blocks: 1));
        yield return ("custom, of TorchSharp's modules", new CustomPlan("Own", Own, null));
    }

    private static ConvolutionalPlan Convolutional(
        ImageLayout image, int[] channels, Normalization normalization = Normalization.Group, Activation activation = Activation.Relu,
        int blocks = 0) => new(image, channels, blocks, activation, normalization);

    private static VaeModule Own(VaeModuleShape shape)
    {
        int inputs = shape.InputSize + shape.MaskSize + shape.ConditionSize;
        return VaeModule.Create(
            shape,
            nn.Sequential(nn.Linear(inputs, 9), nn.Mish(), nn.LayerNorm(9), nn.Dropout(),
                nn.Linear(9, shape.HasLogVariance ? 2 * shape.LatentDimension : shape.LatentDimension)),
            nn.Sequential(nn.Linear(shape.LatentDimension + shape.ConditionSize, 8), nn.BatchNorm1d(8), nn.ELU(),
                nn.Linear(8, shape.DecoderOutputSize)));
    }
}

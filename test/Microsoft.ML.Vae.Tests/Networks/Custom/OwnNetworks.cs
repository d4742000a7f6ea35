using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks.Custom;

/// <summary>Networks as an application makes them, of TorchSharp's ordinary modules.</summary>
internal static class OwnNetworks
{
    public const string Name = "Own";

    public static VaeModule Dense(VaeModuleShape shape) => Dense(shape, 9);

    public static VaeModule Dense(VaeModuleShape shape, int units) => VaeModule.Create(
        shape,
        nn.Sequential(nn.Linear(shape.InputSize, units), nn.ReLU(), nn.Linear(units, EncoderOutput(shape))),
        nn.Sequential(nn.Linear(shape.LatentDimension, units), nn.ReLU(), nn.Linear(units, shape.DecoderOutputSize)));

    /// <summary>The same weights at every call.</summary>
    public static VaeModule Seeded(VaeModuleShape shape)
    {
        manual_seed(4);
        return Dense(shape);
    }

    /// <summary>For pictures of an even height and width.</summary>
    public static VaeModule Convolutional(VaeModuleShape shape)
    {
        ImageLayout picture = shape.Image!;
        (int height, int width) = (picture.Height / 2, picture.Width / 2);
        Sequential encoder = nn.Sequential(
            nn.Unflatten(1, [picture.Channels, picture.Height, picture.Width]),
            nn.Conv2d(picture.Channels, 4, 3L, stride: 2, padding: 1),
            nn.BatchNorm2d(4),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(4 * height * width, EncoderOutput(shape)));
        Sequential decoder = nn.Sequential(
            nn.Linear(shape.LatentDimension, 4 * height * width),
            nn.Unflatten(1, [4, height, width]),
            nn.BatchNorm2d(4),
            nn.ReLU(),
            nn.ConvTranspose2d(4, picture.Channels, 4L, stride: 2, padding: 1),
            nn.Flatten());
        return VaeModule.Create(shape, encoder, decoder);
    }

    private static long EncoderOutput(VaeModuleShape shape) => shape.HasLogVariance ? 2 * shape.LatentDimension : shape.LatentDimension;
}

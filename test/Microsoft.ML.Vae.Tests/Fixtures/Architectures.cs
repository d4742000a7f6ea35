using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Tests.Likelihoods;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Architectures of every kind, by their names.</summary>
internal static class Architectures
{
    private static readonly Dictionary<string, VaeArchitecture> _all = All().ToDictionary(entry => entry.Name, entry => entry.Architecture);

    public static TheoryNames Names => [.. _all.Keys];

    /// <summary>Makes layers on the CPU that draw nothing.</summary>
    public static LayerFactory Layers { get; } = new(null!, torch.CPU);

    public static VaeArchitecture Of(string name) => _all[name];

    /// <summary>Fully connected layers with ReLU.</summary>
    public static VaeArchitecture Dense(int inputSize, IReadOnlyList<int> encoderSizes, int latentDimension, IReadOnlyList<int> decoderSizes) =>
        new(new FullyConnectedPlan(encoderSizes, decoderSizes, Activation.Relu), inputSize, latentDimension);

    /// <summary>A convolutional architecture for pictures of this layout.</summary>
    public static VaeArchitecture Convolutional(
        ImageLayout picture,
        IReadOnlyList<int> channels,
        int blocks = 0,
        Activation activation = Activation.Relu,
        Normalization normalization = Normalization.Group,
        int latent = 2) =>
        new(new ConvolutionalPlan(picture, channels, blocks, activation, normalization), (int)picture.Size, latent);

    private static IEnumerable<(string Name, VaeArchitecture Architecture)> All()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
            yield return ($"fully connected, {activation}", new(new FullyConnectedPlan([9, 7], [8], activation), 12, 4));
        yield return ("linear", Dense(12, [], 4, []));
        foreach (Normalization normalization in Enum.GetValues<Normalization>())
        {
            foreach (bool interleaved in new[] { false, true })
            {
                foreach (int channels in new[] { 1, 2, 3, 4 })
                {
                    var picture = new ImageLayout(5, 6, channels) { InterleavePixelColors = interleaved };
                    string order = $"{channels} {(interleaved ? "interleaved" : "planar")} channels, {normalization}";
                    yield return ($"convolutional, {order}", Convolutional(picture, [4, 6, 10], normalization: normalization));
                    yield return ($"residual, {order}", Convolutional(picture, [4, 6], blocks: 2, normalization: normalization));
                }
            }
        }
        VaeArchitecture batch = Convolutional(new ImageLayout(5, 6, 1), [4, 6], blocks: 1, normalization: Normalization.Batch);
        yield return ("one learned variance", batch with { PixelVariance = PixelVariance.Global });
        yield return ("a learned variance per pixel", batch with { PixelVariance = PixelVariance.PerPixel });
        yield return ("points", batch with { Latent = BottleneckSpec.Point });
        yield return ("conditional", batch with { ConditionSize = 3 });
        yield return ("quantised", batch with { Latent = BottleneckSpec.Quantized(new CodebookShape(5, 2)) });
    }
}

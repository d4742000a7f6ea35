using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Convolutions, with residual blocks or without.</summary>
internal sealed class ConvolutionalNetwork : Network
{
    private const int FirstChannels = 32;
    private const int LastChannels = 256;
    private const int LastSide = 7;

    private readonly int[]? _channels;
    private readonly int[] _denseSizes;
    private readonly int _residualBlocks;
    private readonly Activation _activation;
    private readonly Normalization _normalization;

    public ConvolutionalNetwork(
        IReadOnlyList<int>? channels,
        int residualBlocks,
        Activation activation,
        Normalization normalization,
        IReadOnlyList<int>? denseSizes = null)
    {
        _channels = channels is null ? null : Sizes(channels, nameof(channels), 1, MostStages, MostChannels);
        _denseSizes = Sizes(denseSizes ?? [], nameof(denseSizes), 0, MostLayers, LargestLayer);
        _residualBlocks = residualBlocks;
        _activation = Guard.Defined(activation);
        _normalization = Guard.Defined(normalization);
    }

    internal override NetworkPlan Plan(PlanContext input)
    {
        ImageLayout image = input.Image(this);
        return new ConvolutionalPlan(image, _channels ?? ChannelsFor(image), _residualBlocks, _activation, _normalization)
        {
            DenseSizes = _denseSizes,
        };
    }

    private static int[] ChannelsFor(ImageLayout image)
    {
        List<int> channels = [FirstChannels];
        for (int side = Half(Math.Max(image.Height, image.Width)); side > LastSide && channels.Count < MostStages; side = Half(side))
            channels.Add(Math.Min(2 * channels[^1], LastChannels));
        return [.. channels];

        static int Half(int side) => (side + 1) / 2;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string channels = _channels is null ? "default" : string.Join('-', _channels);
        return $"{ConvolutionalPlan.KindOf(_residualBlocks)} ({channels} channels{ConvolutionalPlan.TextOf(_denseSizes)}, {_activation}, "
            + $"{_normalization} normalization)";
    }
}

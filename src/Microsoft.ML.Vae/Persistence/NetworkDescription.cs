using Microsoft.ML.Vae.Networks.Custom;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>The plan of a network, as it stands in the file.</summary>
internal sealed record NetworkDescription
{
    private const string FullyConnected = "fully_connected";
    private const string Convolutional = "convolutional";
    private const string Custom = "custom";

    public required string Kind { get; init; }
    public string? Name { get; init; }
    public IReadOnlyList<int>? EncoderSizes { get; init; }
    public IReadOnlyList<int>? DecoderSizes { get; init; }
    public IReadOnlyList<int>? Channels { get; init; }
    public int? ResidualBlocks { get; init; }
    public IReadOnlyList<int>? DenseSizes { get; init; }
    public string? Activation { get; init; }
    public string? Normalization { get; init; }

    public static NetworkDescription From(NetworkPlan plan) => plan switch
    {
        FullyConnectedPlan dense => new NetworkDescription
        {
            Kind = FullyConnected,
            EncoderSizes = dense.EncoderSizes,
            DecoderSizes = dense.DecoderSizes,
            Activation = EnumNames.Of(dense.Activation),
        },
        ConvolutionalPlan convolutional => new NetworkDescription
        {
            Kind = Convolutional,
            Channels = convolutional.Channels,
            ResidualBlocks = convolutional.ResidualBlocks,
            DenseSizes = convolutional.DenseSizes.Count == 0 ? null : convolutional.DenseSizes,
            Activation = EnumNames.Of(convolutional.Activation),
            Normalization = EnumNames.Of(convolutional.Normalization),
        },
        CustomPlan custom => new NetworkDescription { Kind = Custom, Name = custom.Name },
        _ => throw new NotSupportedException($"No name in the file stands for the plan {plan}."),
    };

    /// <summary>The plan, with its sizes checked. No layer is created until the file's own tensors are found to have these sizes.</summary>
    public NetworkPlan ToPlan(ImageLayout? image, IHostEnvironment environment)
    {
        Activation? activation = EnumNames.Parse<Activation>(Activation);
        Normalization? normalization = EnumNames.Parse<Normalization>(Normalization);
        return this switch
        {
            { Kind: FullyConnected, EncoderSizes: { } encoder, DecoderSizes: { } decoder }
                when activation is { } a && AreLayers(encoder) && AreLayers(decoder) =>
                new FullyConnectedPlan(encoder, decoder, a),
            { Kind: Convolutional, Channels: { Count: > 0 } channels, ResidualBlocks: >= 0 and <= Network.MostBlocks and { } blocks }
                when image is not null && activation is { } a && normalization is { } n
                    && AreSizes(channels, Network.MostStages, Network.MostChannels) && DenseSizes is null or { Count: > 0 }
                    && AreLayers(DenseSizes ?? []) =>
                new ConvolutionalPlan(image, channels, blocks, a, n) { DenseSizes = DenseSizes ?? [] },
            { Kind: Custom, Name: { } name } when !string.IsNullOrWhiteSpace(name) =>
                new CustomPlan(name, NetworkRegistry.Find(environment, name), image),
            _ => throw Safetensors.Damaged("description", FormattableString.Invariant(
                $"a network '{Kind}' of sizes {Text(EncoderSizes)}, {Text(DecoderSizes)}, channels {Text(Channels)}, ")
                + FormattableString.Invariant($"{ResidualBlocks} blocks, dense layers {Text(DenseSizes)}, ")
                + FormattableString.Invariant($"'{Activation}', '{Normalization}'")),
        };
    }

    private static bool AreLayers(IReadOnlyList<int> sizes) => AreSizes(sizes, Network.MostLayers, Network.LargestLayer);

    private static bool AreSizes(IReadOnlyList<int> sizes, int most, int largest) =>
        sizes.Count <= most && sizes.All(size => size >= 1 && size <= largest);

    private static string Text(IReadOnlyList<int>? sizes) => sizes is null ? "none" : string.Join('-', sizes.Take(Network.MostLayers));
}

using Microsoft.ML.Vae.Networks.Layers;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>Convolutional stages, each of which halves the image in the encoder and doubles it in the decoder.</summary>
/// <param name="Image">How a row forms an image.</param>
/// <param name="Channels">Channels of each stage, input side first.</param>
/// <param name="ResidualBlocks">Residual blocks behind each stage.</param>
/// <param name="Activation">The activation.</param>
/// <param name="Normalization">The normalization.</param>
internal sealed record ConvolutionalPlan(
    ImageLayout Image, IReadOnlyList<int> Channels, int ResidualBlocks, Activation Activation, Normalization Normalization) : BuiltInPlan
{
    /// <summary>Units of the dense layers behind the last stage, stage side first; the decoder has none.</summary>
    public IReadOnlyList<int> DenseSizes { get; init; } = [];

    /// <summary>See <see cref="Interop.Convolutions.Prepare"/>.</summary>
    public bool HasUsualChannels => Image.Channels is 1 or 3 && Channels.All(channels => channels % 16 == 0);

    public static string TextOf(IReadOnlyList<int> denseSizes) =>
        denseSizes.Count == 0 ? "" : $", {string.Join('-', denseSizes)} dense units";

    public static string KindOf(int residualBlocks) =>
        residualBlocks == 0 ? "convolutional" : FormattableString.Invariant($"residual × {residualBlocks}");

    /// <summary>The size of the image, and after each stage.</summary>
    public ImageSize[] Sizes() => new ImageSize(Image.Height, Image.Width).Halves(Channels.Count);

    public NormalizationLayer? CreateNormalization(string name, long channels, LayerFactory layers) =>
        Normalization == Normalization.None ? null : new NormalizationLayer(name, channels, Normalization, layers);

    public override long Features(VaeArchitecture a) => DenseSizes.Count == 0 ? StageFeatures(a) : DenseSizes[^1];

    public override nn.Module<Tensor, Tensor> CreateEncoder(string name, VaeArchitecture a, LayerFactory layers) => DenseSizes.Count == 0
        ? new ConvolutionalEncoder(name, this, a.HasMask, layers)
        : new LayerChain(
            name,
            new ConvolutionalEncoder("stages", this, a.HasMask, layers),
            new MultilayerPerceptron("dense", StageFeatures(a), DenseSizes, Activation, layers));

    public override nn.Module<Tensor, Tensor> CreateDecoder(string name, VaeArchitecture a, LayerFactory layers) =>
        new ConvolutionalDecoder(name, this, a.DecoderInputSize, layers);

    public override nn.Module<Tensor, Tensor> CreateOutput(string name, VaeArchitecture a, LayerFactory layers) =>
        new ConvolutionalOutput(name, this, layers);

    private long StageFeatures(VaeArchitecture a) => Channels[^1] * Sizes()[^1].Area + a.ConditionSize;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{KindOf(ResidualBlocks)} ({string.Join('-', Channels)} channels{TextOf(DenseSizes)} over {Image}, "
        + $"{Activation}, {Normalization} normalization)";
}

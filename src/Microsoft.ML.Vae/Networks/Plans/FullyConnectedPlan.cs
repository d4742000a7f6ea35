using Microsoft.ML.Vae.Networks.Layers;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>Fully connected layers.</summary>
/// <param name="EncoderSizes">Units of the encoder's hidden layers, input side first.</param>
/// <param name="DecoderSizes">Units of the decoder's hidden layers, latent side first.</param>
/// <param name="Activation">What follows each of them.</param>
internal sealed record FullyConnectedPlan(IReadOnlyList<int> EncoderSizes, IReadOnlyList<int> DecoderSizes, Activation Activation)
    : BuiltInPlan
{
    public override long Features(VaeArchitecture a) => EncoderSizes.Count == 0 ? a.EncoderInputSize : EncoderSizes[^1];

    public override nn.Module<Tensor, Tensor> CreateEncoder(string name, VaeArchitecture a, LayerFactory layers) =>
        new MultilayerPerceptron(name, a.EncoderInputSize, EncoderSizes, Activation, layers);

    public override nn.Module<Tensor, Tensor> CreateDecoder(string name, VaeArchitecture a, LayerFactory layers) =>
        new MultilayerPerceptron(name, a.DecoderInputSize, DecoderSizes, Activation, layers);

    public override nn.Module<Tensor, Tensor> CreateOutput(string name, VaeArchitecture a, LayerFactory layers) =>
        layers.Dense(DecoderSizes.Count == 0 ? a.DecoderInputSize : DecoderSizes[^1], a.InputSize);

    /// <inheritdoc/>
    public override string ToString() =>
        EncoderSizes.Count + DecoderSizes.Count == 0
            ? "linear"
            : $"fully connected (encoder {Text(EncoderSizes)}, decoder {Text(DecoderSizes)} units, {Activation})";

    private static string Text(IReadOnlyList<int> sizes) => sizes.Count == 0 ? "no" : string.Join('-', sizes);
}

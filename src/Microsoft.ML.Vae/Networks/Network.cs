using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae;

/// <summary>The layers from pixels to the latent and back; see <see cref="VaeOptions.Network"/>.</summary>
public abstract class Network
{
    internal const int LargestLayer = 65_536;
    internal const int MostLayers = 128;   // a saved model names each of their tensors in a header of bounded size
    internal const int MostChannels = 4096;
    internal const int MostStages = 10;
    internal const int MostBlocks = 16;

    private protected Network() { }

    /// <summary>
    /// Chosen by the input: <see cref="Convolutional"/> with its defaults for images of at least 8 × 8 pixels, else
    /// <see cref="FullyConnected"/> with its defaults. The choice is logged, and reported by <see cref="VaeTransformer.NetworkSummary"/>.
    /// </summary>
    public static Network Auto { get; } = new AutoNetwork();

    /// <summary>Dense layers, each followed by an activation, for rows of any kind (a multilayer perceptron).</summary>
    /// <param name="hiddenSizes">
    /// Units of each hidden layer of the encoder, input side first, each in [1, 65536]; at most 128. Default: null, one layer of 400.
    /// </param>
    /// <param name="decoderHiddenSizes">The same for the decoder, latent side first. Default: null, <paramref name="hiddenSizes"/> in
    /// reverse.</param>
    /// <param name="activation">The activation after each hidden layer. Default: ReLU.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Network FullyConnected(
        IReadOnlyList<int>? hiddenSizes = null, IReadOnlyList<int>? decoderHiddenSizes = null, Activation activation = Activation.Relu) =>
        new FullyConnectedNetwork(hiddenSizes ?? [VaeDefaults.HiddenSize], decoderHiddenSizes, activation);

    /// <summary>
    /// No hidden layers: with a Gaussian likelihood the model is probabilistic principal component analysis (Tipping and Bishop, 1999;
    /// Lucas et al., "Don't Blame the ELBO!", 2019), whose optimum is known.
    /// </summary>
    public static Network Linear { get; } = new FullyConnectedNetwork([], [], Activation.Relu);

    /// <summary>
    /// Convolutions for images of any height and width. Each stage of the encoder halves the image, rounding up, by a 3 × 3 convolution
    /// with stride 2; a dense layer maps the last one to the latent. The decoder reverses these sizes with 4 × 4 transposed convolutions,
    /// so its output has exactly the input's shape. A vector column needs <see cref="VaeOptions.Image"/>.
    /// </summary>
    /// <param name="channels">
    /// Channels of each stage, input side first, each in [1, 4096]; 1 to 10 stages. Default: null, 32, 64, 128 and then 256, as many as it
    /// takes to bring the longer side to at most 7.
    /// </param>
    /// <param name="activation">The activation after each stage. Default: ReLU.</param>
    /// <param name="normalization">The normalization between a convolution and its activation. Default: group normalization.</param>
    /// <param name="denseSizes">
    /// Units of dense layers between the encoder's last stage and the latent, stage side first, each in [1, 65536]; at most 128. The
    /// decoder has none: a layer maps the latent to its first stage. With two or three latents, one such layer helps. Default: null, none.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Network Convolutional(
        IReadOnlyList<int>? channels = null,
        Activation activation = Activation.Relu,
        Normalization normalization = Normalization.Group,
        IReadOnlyList<int>? denseSizes = null) =>
        new ConvolutionalNetwork(channels, residualBlocks: 0, activation, normalization, denseSizes);

    /// <summary>
    /// <see cref="Convolutional"/> with residual blocks after each stage: x + two 3 × 3 convolutions of x, each after normalization and
    /// activation (He et al., "Identity Mappings in Deep Residual Networks", 2016).
    /// </summary>
    /// <param name="channels">Channels of each stage, as in <see cref="Convolutional"/>.</param>
    /// <param name="blocks">Residual blocks after each stage, in [1, 16]. Default: 1.</param>
    /// <param name="activation">The activation. Default: ReLU.</param>
    /// <param name="normalization">The normalization. Default: group normalization.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Network Residual(
        IReadOnlyList<int>? channels = null,
        int blocks = 1,
        Activation activation = Activation.Relu,
        Normalization normalization = Normalization.Group)
    {
        Guard.InRange(blocks, 1, MostBlocks);
        return new ConvolutionalNetwork(channels, blocks, activation, normalization);
    }

    /// <summary>
    /// A custom network of TorchSharp modules, made by a factory that <see cref="VaeCatalog.RegisterVaeNetwork"/> registered with the
    /// context under a name. Only the name and the weights are saved: an application that loads the model must register the network too.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public static Network Custom(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new CustomNetwork(name);
    }

    /// <summary>The layers for an input.</summary>
    internal abstract NetworkPlan Plan(PlanContext input);

    private protected static int[] Sizes(IReadOnlyList<int> sizes, string name, int fewest, int most, int largest)
    {
        if (sizes.Count < fewest || sizes.Count > most)
            throw Guard.OutOfRange($"{sizes.Count} numbers", $"{fewest} to {most} of them", name);
        foreach (int size in sizes)
        {
            if (size < 1 || size > largest)
                throw Guard.OutOfRange(size, $"numbers in [1, {largest}]", name);
        }
        return [.. sizes];
    }
}

namespace Microsoft.ML.Vae.Networks;

/// <summary>The sizes of a fully connected VAE: input D, latent Z, and the hidden layers between.</summary>
/// <param name="InputSize">Pixels per row, D.</param>
/// <param name="EncoderSizes">Units of the encoder's hidden layers, input side first.</param>
/// <param name="LatentDimension">Z.</param>
/// <param name="DecoderSizes">Units of the decoder's hidden layers, latent side first.</param>
internal sealed record VaeArchitecture(int InputSize, IReadOnlyList<int> EncoderSizes, int LatentDimension, IReadOnlyList<int> DecoderSizes)
{
    /// <summary>What the decoder says of the variance of pixels.</summary>
    public PixelVariance PixelVariance { get; init; }

    /// <summary>Name and shape of every tensor, in the order in which a network registers and a file stores them.</summary>
    public IEnumerable<(string Name, long[] Shape)> Tensors()
    {
        int width = InputSize;
        for (int i = 0; i < EncoderSizes.Count; width = EncoderSizes[i++])
            foreach (var tensor in Dense($"encoder.hidden.{i}", width, EncoderSizes[i]))
                yield return tensor;
        foreach (var tensor in Dense("encoder.mean", width, LatentDimension).Concat(Dense("encoder.log_variance", width, LatentDimension)))
            yield return tensor;

        width = LatentDimension;
        for (int i = 0; i < DecoderSizes.Count; width = DecoderSizes[i++])
            foreach (var tensor in Dense($"decoder.hidden.{i}", width, DecoderSizes[i]))
                yield return tensor;
        foreach (var tensor in Dense("decoder.output", width, InputSize))
            yield return tensor;
        if (PixelVariance == PixelVariance.Global)
            yield return ("decoder.log_variance.bias", [1]);
        if (PixelVariance == PixelVariance.PerPixel)
            foreach (var tensor in Dense("decoder.log_variance", width, InputSize))
                yield return tensor;
    }

    private static IEnumerable<(string Name, long[] Shape)> Dense(string name, int inputs, int outputs) =>
        [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])];
}

namespace Microsoft.ML.Vae.Networks;

/// <summary>Dense layers of chosen sizes.</summary>
internal sealed class FullyConnectedNetwork : Network
{
    private readonly DenseLayers _layers;

    public FullyConnectedNetwork(IReadOnlyList<int> hiddenSizes, IReadOnlyList<int>? decoderHiddenSizes, Activation activation)
    {
        int[] encoder = Sizes(hiddenSizes, nameof(hiddenSizes), 0, MostLayers, LargestLayer);
        int[] decoder = decoderHiddenSizes is null ? [.. encoder.Reverse()] : Sizes(decoderHiddenSizes, nameof(decoderHiddenSizes), 0, MostLayers, LargestLayer);
        _layers = new DenseLayers(encoder, decoder, Defined(activation, nameof(activation)));
    }

    internal override Layers Plan(NetworkInput input) => _layers;

    /// <inheritdoc/>
    public override string ToString() => _layers.ToString();
}

using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Dense layers of chosen sizes.</summary>
internal sealed class FullyConnectedNetwork : Network
{
    private readonly FullyConnectedPlan _layers;

    public FullyConnectedNetwork(IReadOnlyList<int> hiddenSizes, IReadOnlyList<int>? decoderHiddenSizes, Activation activation)
    {
        int[] encoder = Sizes(hiddenSizes, nameof(hiddenSizes), 0, MostLayers, LargestLayer);
        int[] decoder = decoderHiddenSizes is null
            ? [.. encoder.Reverse()]
            : Sizes(decoderHiddenSizes, nameof(decoderHiddenSizes), 0, MostLayers, LargestLayer);
        _layers = new FullyConnectedPlan(encoder, decoder, Guard.Defined(activation));
    }

    internal override NetworkPlan Plan(PlanContext input) => _layers;

    /// <inheritdoc/>
    public override string ToString() => _layers.ToString();
}

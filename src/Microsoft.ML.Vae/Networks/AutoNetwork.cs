using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Chooses by the shape of the input.</summary>
internal sealed class AutoNetwork : Network
{
    private const int SmallestSide = 8;   // below, a convolution sees little but the border

    internal override NetworkPlan Plan(PlanContext input)
    {
        Network chosen = input.Column.Layout is { Height: >= SmallestSide, Width: >= SmallestSide } ? Convolutional() : FullyConnected();
        return chosen.Plan(input);
    }

    /// <inheritdoc/>
    public override string ToString() => "Auto";
}

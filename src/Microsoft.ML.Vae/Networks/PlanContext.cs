using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Networks;

/// <summary>What a network is made for.</summary>
/// <param name="Column">The column that it reads.</param>
/// <param name="Environment">Knows the networks that were registered, and how to complain.</param>
internal sealed record PlanContext(PixelColumn Column, IHostEnvironment Environment)
{
    /// <summary>How the numbers make a picture, which the network cannot do without.</summary>
    public ImageLayout Picture(Network network) => Column.Layout ?? throw Environment.ExceptParam("options",
        $"{nameof(VaeOptions.Network)} is {network}, but column '{Column.Name}' holds vectors; set {nameof(VaeOptions.Image)} to say how they make a picture.");
}

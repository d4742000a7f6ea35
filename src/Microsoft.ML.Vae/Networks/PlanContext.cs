using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Networks;

/// <summary>What a network plan is made for.</summary>
/// <param name="Column">The column that it reads.</param>
/// <param name="Environment">The host environment.</param>
internal sealed record PlanContext(PixelColumn Column, IHostEnvironment Environment)
{
    /// <summary>The layout of the images, which the network cannot do without.</summary>
    public ImageLayout Image(Network network) => Column.Layout ?? throw Environment.ExceptParam("options",
        $"{nameof(VaeOptions.Network)} is {network}, but column '{Column.Name}' holds vectors; "
        + $"set {nameof(VaeOptions.Image)} to the layout of their images.");
}

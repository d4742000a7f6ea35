using Microsoft.ML.Vae.Networks.Custom;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks;

/// <summary>A network that the application brings, by its name.</summary>
internal sealed class CustomNetwork(string name) : Network
{
    internal override NetworkPlan Plan(PlanContext input) =>
        new CustomPlan(name, NetworkRegistry.Find(input.Environment, name), input.Column.Layout);

    /// <inheritdoc/>
    public override string ToString() => $"Custom('{name}')";
}

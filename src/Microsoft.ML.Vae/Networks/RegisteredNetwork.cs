namespace Microsoft.ML.Vae.Networks;

/// <summary>A network that the application brings, by its name.</summary>
internal sealed class RegisteredNetwork(string name) : Network
{
    internal override Layers Plan(NetworkInput input) => new RegisteredLayers(name, NetworkRegistry.Find(input.Environment, name), input.Column.Layout);

    /// <inheritdoc/>
    public override string ToString() => $"Registered('{name}')";
}

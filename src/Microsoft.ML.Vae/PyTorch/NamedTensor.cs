namespace Microsoft.ML.Vae.PyTorch;

/// <summary>A tensor of a file under the name that a network has for it.</summary>
/// <param name="Source">Its name in the file.</param>
/// <param name="Name">Its name in the network.</param>
/// <param name="Tensor">The tensor.</param>
internal sealed record NamedTensor(string Source, string Name, StoredTensor Tensor)
{
    /// <inheritdoc/>
    public override string ToString() => Source == Name ? $"'{Name}'" : $"'{Source}', renamed to '{Name}',";
}

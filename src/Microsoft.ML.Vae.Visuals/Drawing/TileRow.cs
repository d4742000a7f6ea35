namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>Tiles side by side.</summary>
/// <param name="Tiles">The tiles.</param>
internal sealed record TileRow(IReadOnlyList<Tile> Tiles)
{
    /// <summary>What stands before them; empty for nothing.</summary>
    public string Label { get; init; } = "";

    /// <summary>What stands below each; none for nothing.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>Whether a gap follows.</summary>
    public bool EndsGroup { get; init; }
}

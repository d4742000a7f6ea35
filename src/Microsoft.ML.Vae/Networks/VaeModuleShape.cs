namespace Microsoft.ML.Vae;

/// <summary>What a network of one's own is made for; see <see cref="VaeCatalog.RegisterVaeNetwork"/>.</summary>
public sealed record VaeModuleShape
{
    /// <summary>Pixels per row, D, every channel counted.</summary>
    public required int InputSize { get; init; }

    /// <summary>How a row's numbers make a picture; null when nobody said.</summary>
    public required ImageLayout? Image { get; init; }

    /// <summary>Dimensions of the latent space, Z.</summary>
    public required int LatentDimension { get; init; }

    /// <summary>Numbers of the condition, C, which stand behind the pixels and behind the code; 0 without one.</summary>
    public required int ConditionSize { get; init; }

    /// <summary>Whether the encoder gives log σ² beside μ: not where codes are points, as for an autoencoder.</summary>
    public required bool HasLogVariance { get; init; }

    /// <summary>Numbers that the decoder has to give for a row: D, with a learned variance D + 1 or 2D.</summary>
    public required int DecoderOutputSize { get; init; }
}

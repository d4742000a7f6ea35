namespace Microsoft.ML.Vae;

/// <summary>The inputs and outputs that a custom network is made for; see <see cref="VaeCatalog.RegisterVaeNetwork"/>.</summary>
public sealed record VaeModuleShape
{
    /// <summary>Pixels per row, D, every channel counted.</summary>
    public required int InputSize { get; init; }

    /// <summary>How a row's values make an image; null if not specified.</summary>
    public required ImageLayout? Image { get; init; }

    /// <summary>Dimensions of the latent space, Z.</summary>
    public required int LatentDimension { get; init; }

    /// <summary>Values of the condition, C, appended to the pixels and to the latent; 0 without one.</summary>
    public required int ConditionSize { get; init; }

    /// <summary>
    /// Values of the mask, M: D with <see cref="MissingValueBehavior.Impute"/>, else 0. The mask stands between pixels and condition, and
    /// is 1 where a pixel is missing, in whose place the pixels have 0.
    /// </summary>
    public int MaskSize { get; init; }

    /// <summary>Whether the encoder returns log σ² in addition to μ; false if latents are points, as in an autoencoder.</summary>
    public required bool HasLogVariance { get; init; }

    /// <summary>Values that the decoder must return for a row: D, or with a learned variance D + 1 or 2D.</summary>
    public required int DecoderOutputSize { get; init; }
}

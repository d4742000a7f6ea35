namespace Microsoft.ML.Vae;

/// <summary>Parts of a network that a fit leaves as they are; see <see cref="VaeOptions.FrozenParts"/>. One part at most.</summary>
[Flags]
public enum FrozenParts
{
    /// <summary>None: everything is trained.</summary>
    None = 0,

    /// <summary>The encoder: only the decoder learns, as for other data with the same latents.</summary>
    Encoder = 1,

    /// <summary>The decoder: only the encoder learns.</summary>
    Decoder = 2,
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Results;

/// <summary>An image and what it shows, as the pipeline reads them.</summary>
internal sealed class DigitRow
{
    [VectorType(DigitSet.PixelCount)]
    public byte[] Pixels { get; set; } = [];

    /// <summary>The digit.</summary>
    [KeyType(10)]
    public uint Label { get; set; }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>A labelled image as k-means reads it: pixels from 0 to 1.</summary>
internal sealed class PixelRow
{
    [VectorType]
    public float[] Image { get; set; } = [];

    [KeyType(ImageViews.ClassCount)]
    public uint Label { get; set; }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>A labelled image as the pipeline reads it. The size of the vector is known at run time only.</summary>
internal sealed class ImageRow
{
    [VectorType]
    public byte[] Image { get; set; } = [];

    /// <summary>The class, counted from 1, as keys are.</summary>
    [KeyType(ImageViews.ClassCount)]
    public uint Label { get; set; }
}

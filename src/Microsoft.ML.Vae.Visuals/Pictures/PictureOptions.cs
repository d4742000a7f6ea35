namespace Microsoft.ML.Vae.Visuals;

/// <summary>How rows become images, and which condition they have.</summary>
public sealed record PictureOptions
{
    /// <summary>
    /// How the numbers of a row make an image, for a model of vectors that was trained without <see cref="VaeOptions.Image"/>. Default:
    /// null, as the model knows it.
    /// </summary>
    public ImageLayout? Image { get; init; }

    /// <summary>
    /// The condition of all images that are decoded from latents without a row, for a model with a <see
    /// cref="VaeOptions.ConditionColumnName"/>: the column's numbers, or the number of its key, from 1. Default: null, the first value of a
    /// key, or zeros.
    /// </summary>
    public IReadOnlyList<float>? Condition { get; init; }

    /// <summary>Pixels of the picture, in each direction, per pixel of an image, in [1, 64]. Default: null, about 64 per image.</summary>
    public int? Zoom { get; init; }
}

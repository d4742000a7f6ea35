using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Results;

/// <summary>Images of digits as a data view and as numbers.</summary>
internal sealed class DigitSet(MLContext context, LabelledImages images)
{
    public const int Side = 28;
    public const int PixelCount = Side * Side;

    /// <summary>Rows are made when they are read.</summary>
    public IDataView View { get; } = context.Data.LoadFromEnumerable(
        Enumerable.Range(0, images.Count).Select(i => new DigitRow { Pixels = images[i].ToArray(), Label = images.Labels[i] }));

    public int Count => images.Count;

    public byte[] Labels => images.Labels;

    /// <summary>All pixels, scaled to 0..1, image after image.</summary>
    public float[] Pixels()
    {
        var pixels = new float[images.AllPixels.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = images.AllPixels[i] / 255f;
        return pixels;
    }
}

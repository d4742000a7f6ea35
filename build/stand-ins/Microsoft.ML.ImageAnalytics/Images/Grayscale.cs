using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>Colours to grey by fixed weights. Alpha stays, but the new bitmap counts as opaque.</summary>
internal static class Grayscale
{
    private const float RedWeight = 0.3f;
    private const float GreenWeight = 0.59f;
    private const float BlueWeight = 0.11f;

    public static Bitmap Of(Bitmap bitmap)
    {
        var source = bitmap.ToBgra().Pixels;
        var grey = Bitmap.Allocate(bitmap.Width, bitmap.Height, MLPixelFormat.Bgra32, isOpaque: true);
        for (var i = 0; i < source.Length; i += 4)
        {
            // The weights are applied to straight colours; as they are linear, premultiplied ones give the same.
            var value = (BlueWeight * source[i]) + (GreenWeight * source[i + 1]) + (RedWeight * source[i + 2]);
            grey.Pixels.AsSpan(i, 3).Fill((byte)(value + 0.5f));
            grey.Pixels[i + 3] = source[i + 3];
        }

        return grey;
    }
}

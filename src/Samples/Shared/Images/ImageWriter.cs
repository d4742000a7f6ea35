using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Samples.Shared.Images;

/// <summary>Writes images in the format that the file name implies, with ML.NET's own image type.</summary>
internal static class ImageWriter
{
    private const int Channels = 4;

    public static void Save(GreyImage grey, string path)
    {
        using var image = MLImage.CreateFromPixels(grey.Width, grey.Height, MLPixelFormat.Bgra32, ToBgra(grey.Pixels));
        image.Save(path);
    }

    private static byte[] ToBgra(byte[] grey)
    {
        var pixels = new byte[grey.Length * Channels];
        for (var i = 0; i < grey.Length; i++)
        {
            pixels.AsSpan(i * Channels, Channels - 1).Fill(grey[i]);
            pixels[i * Channels + Channels - 1] = byte.MaxValue;
        }

        return pixels;
    }
}

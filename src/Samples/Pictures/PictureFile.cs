using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Samples.Pictures;

/// <summary>Writes pictures, in the format that the file name says, by ML.NET's own image type.</summary>
internal static class PictureFile
{
    private const int Channels = 4;

    public static void Save(GreyPicture picture, string path)
    {
        using var image = MLImage.CreateFromPixels(picture.Width, picture.Height, MLPixelFormat.Bgra32, ToBgra(picture.Pixels));
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

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>A small picture that neither mirroring, turning nor swapped colours leave as it is: red, with blue at the top right.</summary>
internal static class TwoColors
{
    public const int Width = 3;
    public const int Height = 5;

    public static readonly (byte Red, byte Green, byte Blue) Back = (200, 30, 10);
    public static readonly (byte Red, byte Green, byte Blue) Corner = (5, 60, 250);

    public static bool IsCorner(int x, int y) => x == Width - 1 && y < 2;

    public static MLImage Make(byte alpha = 255) => Make(Width, Height, (x, y) => IsCorner(x, y) ? Corner : Back, alpha);

    public static MLImage Make(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> color, byte alpha = 255)
    {
        var pixels = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++)
        {
            (byte red, byte green, byte blue) = color(i % width, i / width);
            (pixels[4 * i], pixels[(4 * i) + 1], pixels[(4 * i) + 2], pixels[(4 * i) + 3]) = (blue, green, red, alpha);
        }

        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
    }

    /// <summary>A solid picture.</summary>
    public static MLImage Solid(int width, int height, byte red, byte green, byte blue) => Make(width, height, (_, _) => (red, green, blue));

    /// <summary>The picture's colours in one place.</summary>
    public static (byte Red, byte Green, byte Blue) At(this MLImage image, int x, int y)
    {
        byte[] bgr = image.GetBGRPixels;
        int place = ((y * image.Width) + x) * 3;
        return (bgr[place + 2], bgr[place + 1], bgr[place]);
    }

    /// <summary>An uncompressed BMP file of 24-bit colours, bottom row first.</summary>
    public static byte[] Bmp(MLImage image)
    {
        int stride = (image.Width * 3 + 3) / 4 * 4;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        writer.Write(54 + (stride * image.Height));
        writer.Write(0);
        writer.Write(54);
        writer.Write(40);
        writer.Write(image.Width);
        writer.Write(image.Height);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(new byte[24]);
        byte[] bgr = image.GetBGRPixels;
        for (int y = image.Height - 1; y >= 0; y--)
        {
            writer.Write(bgr, y * image.Width * 3, image.Width * 3);
            writer.Write(new byte[stride - (image.Width * 3)]);
        }

        return file.ToArray();
    }
}

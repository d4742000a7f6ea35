using Microsoft.ML.Data;
using Microsoft.ML.ImageAnalytics.Images;

namespace Microsoft.ML.ImageAnalytics.Codecs.Gdk;

/// <summary>BMP by gdk-pixbuf.</summary>
internal static unsafe class GdkCodec
{
    public static Bitmap DecodeOrNull(ReadOnlySpan<byte> file, string type)
    {
        var loader = LibGdkPixbuf.NewLoader(type, out var error);
        if (!GLib.Succeeded(loader != 0 ? 1 : 0, error))
            throw new InvalidOperationException($"This installation of gdk-pixbuf cannot read {type}.");
        using var load = new PixbufLoad(loader);
        try
        {
            return Load(loader, file, load);
        }
        finally
        {
            GLib.Unref(loader);
        }
    }

    /// <summary>A file that ends too early fails only when the loader is closed, a broken one before.</summary>
    private static Bitmap Load(nint loader, ReadOnlySpan<byte> file, PixbufLoad load)
    {
        bool isSound, isWhole;
        fixed (byte* start = file)
            isSound = GLib.Succeeded(LibGdkPixbuf.Write(loader, start, (nuint)file.Length, out var error), error);
        isWhole = GLib.Succeeded(LibGdkPixbuf.Close(loader, out var closeError), closeError);
        if (load.IsTooLarge)
            throw Bitmap.TooLarge();
        var pixbuf = isSound ? LibGdkPixbuf.GetPixbuf(loader) : 0;
        return pixbuf == 0 ? null : ToBitmap(pixbuf, row => isWhole || load.HasRow(row));
    }

    private static Bitmap ToBitmap(nint pixbuf, Func<int, bool> hasRow)
    {
        var channels = LibGdkPixbuf.GetChannels(pixbuf);
        var bitmap = Bitmap.Allocate(
            LibGdkPixbuf.GetWidth(pixbuf), LibGdkPixbuf.GetHeight(pixbuf), MLPixelFormat.Bgra32, isOpaque: channels == 3);
        long stride = LibGdkPixbuf.GetRowStride(pixbuf);
        var pixels = LibGdkPixbuf.ReadPixels(pixbuf);
        for (var y = 0; y < bitmap.Height; y++)
        {
            if (hasRow(y))
                CopyRow(pixels + (y * stride), channels, bitmap.Pixels.AsSpan(y * bitmap.Width * 4, bitmap.Width * 4));
        }

        if (bitmap.IsOpaque)
            PremultipliedAlpha.MakeOpaque(bitmap.Pixels);
        PremultipliedAlpha.Multiply(bitmap.Pixels);
        return bitmap;
    }

    private static void CopyRow(byte* rgb, int channels, Span<byte> bgra)
    {
        for (var i = 0; i < bgra.Length; i += 4, rgb += channels)
            (bgra[i], bgra[i + 1], bgra[i + 2], bgra[i + 3]) = (rgb[2], rgb[1], rgb[0], channels == 4 ? rgb[3] : (byte)255);
    }
}

using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>Folders of image files.</summary>
internal static class Pictures
{
    /// <summary>Discs and squares in two folders, in files of several sizes.</summary>
    public static string Write(string folder, int count, bool isGrey = false)
    {
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            string kind = i % 2 == 0 ? "discs" : "squares";
            Directory.CreateDirectory(Path.Combine(folder, kind));
            (int width, int height) = i % 3 == 0 ? (40, 30) : (24, 36);
            using var bitmap = new SKBitmap(width, height);
            using var canvas = new SKCanvas(bitmap);
            byte level = (byte)random.Next(100, 256);
            using var paint = new SKPaint { Color = isGrey ? new SKColor(level, level, level) : new SKColor(level, (byte)random.Next(256), 40) };
            canvas.Clear(SKColors.Black);
            (float x, float y) = (width * (0.4f + 0.2f * random.NextSingle()), height * (0.4f + 0.2f * random.NextSingle()));
            if (i % 2 == 0)
                canvas.DrawCircle(x, y, 8, paint);
            else
                canvas.DrawRect(x - 7, y - 7, 14, 14, paint);
            using SKImage image = SKImage.FromBitmap(bitmap);
            using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(folder, kind, FormattableString.Invariant($"{i:00}.png")), data.ToArray());
        }
        return folder;
    }
}

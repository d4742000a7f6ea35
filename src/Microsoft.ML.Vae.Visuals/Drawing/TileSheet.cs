using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>A picture of tiles of one size in rows, with a title, labels and captions.</summary>
/// <param name="title">The title; it is drawn on as many lines as it needs.</param>
/// <param name="note">What stands below it in small letters; empty for nothing.</param>
internal sealed class TileSheet(string title, string note = "")
{
    private const int Padding = 16;
    private const double TitleSize = 17;
    private const double TextSize = 12;
    private const int LineHeight = 16;
    private const int TitleHeight = 22;
    private const int WantedTile = 64;
    private const int LargestSide = 8192;
    private const int LeastTextWidth = 320;

    /// <summary>Pixels of the picture, in each direction, per pixel of a tile; null: about 64 per tile.</summary>
    public int? Zoom { get; init; }

    /// <summary>Pixels between tiles.</summary>
    public int Gap { get; init; } = 3;

    public Picture Arrange(IReadOnlyList<TileRow> rows, string alternativeText)
    {
        (int columns, Tile first) = (rows.Max(row => row.Tiles.Count), rows[0].Tiles[0]);
        int zoom = Zoom ?? Math.Clamp(WantedTile / Math.Max(first.Width, first.Height), 1, WantedTile);
        // The largest picture that image viewers open at ease.
        while (zoom > 1 && (columns * first.Width * zoom > LargestSide || rows.Count * first.Height * zoom > LargestSide))
            zoom--;
        float captionWidth = rows.Max(row => row.Captions.Select(caption => Measure(caption)).DefaultIfEmpty().Max());
        int pitch = Math.Max(first.Width * zoom, (int)Math.Ceiling(captionWidth)) + Gap;
        int labelWidth = (int)Math.Ceiling(rows.Max(row => Measure(row.Label))) is > 0 and var most ? most + 10 : 0;
        int width = Math.Max(
            Padding * 2 + labelWidth + columns * pitch - Gap, Math.Max(LeastTextWidth, labelWidth + Padding * 2));
        string[] titleLines = Wrap(title, TitleSize, isBold: true, width - 2 * Padding);
        string[] noteLines = note.Length > 0 ? Wrap(note, TextSize, isBold: false, width - 2 * Padding) : [];
        int top = Padding + titleLines.Length * TitleHeight + noteLines.Length * LineHeight + 8;
        int height = top + rows.Sum(row => RowHeight(row, zoom)) + Padding - Gap;
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Palette.ToSkia(Palette.Paper));
        int y = Padding;
        foreach (string line in titleLines)
            Write(canvas, line, Padding, (y += TitleHeight) - 6, TitleSize, isBold: true, Palette.ToSkia(Palette.Ink));
        foreach (string line in noteLines)
            Write(canvas, line, Padding, (y += LineHeight) - 3, TextSize, isBold: false, Palette.ToSkia(Palette.Muted));
        y = top;
        foreach (TileRow row in rows)
        {
            Draw(canvas, row, Padding + labelWidth, y, zoom, pitch);
            y += RowHeight(row, zoom);
        }
        canvas.Flush();
        return new Picture(width, height, bitmap.Bytes, alternativeText);
    }

    private int RowHeight(TileRow row, int zoom) =>
        row.Tiles[0].Height * zoom + Gap + (row.Captions.Count > 0 ? LineHeight : 0) + (row.EndsGroup ? LineHeight / 2 : 0);

    private void Draw(SKCanvas canvas, TileRow row, int left, int top, int zoom, int pitch)
    {
        int tileHeight = row.Tiles[0].Height * zoom;
        if (row.Label.Length > 0)
        {
            Write(canvas, row.Label, Padding, top + tileHeight / 2 + (int)(TextSize / 3), TextSize, isBold: false,
                Palette.ToSkia(Palette.Ink));
        }
        for (int i = 0; i < row.Tiles.Count; i++)
        {
            Tile tile = row.Tiles[i];
            int x = left + i * pitch + (pitch - Gap - tile.Width * zoom) / 2;
            Draw(canvas, tile, x, top, zoom);
            if (i >= row.Captions.Count)
                continue;
            float middle = x + tile.Width * zoom / 2f - Measure(row.Captions[i]) / 2;
            Write(canvas, row.Captions[i], middle, top + tileHeight + LineHeight - 3, TextSize, isBold: false,
                Palette.ToSkia(Palette.Muted));
        }
    }

    private static void Draw(SKCanvas canvas, Tile tile, int x, int y, int zoom)
    {
        var info = new SKImageInfo(tile.Width, tile.Height, SKColorType.Bgra8888, SKAlphaType.Unpremul);
        using SKImage image = SKImage.FromPixelCopy(info, tile.Bgra);
        using var paint = new SKPaint { FilterQuality = SKFilterQuality.None };
        canvas.DrawImage(image, SKRect.Create(x, y, tile.Width * zoom, tile.Height * zoom), paint);
    }

    private static void Write(SKCanvas canvas, string text, float x, int baseline, double size, bool isBold, SKColor color)
    {
        using SKPaint paint = EmbeddedFont.Paint(text, size, isBold, color);
        canvas.DrawText(text, x, baseline, paint);
    }

    private static float Measure(string text, double size = TextSize, bool isBold = false)
    {
        if (text.Length == 0)
            return 0;
        using SKPaint paint = EmbeddedFont.Paint(text, size, isBold, SKColors.Black);
        return paint.MeasureText(text);
    }

    private static string[] Wrap(string text, double size, bool isBold, int width)
    {
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            string longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (lines[^1].Length == 0 || Measure(longer, size, isBold) <= width)
                lines[^1] = longer;
            else
                lines.Add(word);
        }
        return [.. lines];
    }
}

using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>OxyPlot's own context, but for text, which it takes from <see cref="EmbeddedFont"/> instead of the machine's fonts.</summary>
internal sealed class TextContext : SkiaRenderContext, IRenderContext
{
    private const double BoldWeight = 600;

    /// <summary>What pixels a text covers, as OxyPlot asks for it.</summary>
    public new OxySize MeasureText(string text, string? fontFamily, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text))
            return OxySize.Empty;
        string[] lines = StringHelper.SplitLines(text);
        using SKPaint paint = EmbeddedFont.Paint(text, fontSize, fontWeight >= BoldWeight, SKColors.Black);
        return new OxySize(lines.Max(line => paint.MeasureText(line)), paint.FontSpacing * lines.Length);
    }

    /// <summary>Draws a text, line by line.</summary>
    public new void DrawText(
        ScreenPoint p, string text, OxyColor fill, string? fontFamily, double fontSize, double fontWeight, double rotation,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text) || fill.IsInvisible())
            return;
        string[] lines = StringHelper.SplitLines(text);
        using SKPaint paint = EmbeddedFont.Paint(text, fontSize, fontWeight >= BoldWeight, Palette.ToSkia(fill));
        paint.TextAlign = horizontalAlignment switch
        {
            HorizontalAlignment.Left => SKTextAlign.Left,
            HorizontalAlignment.Center => SKTextAlign.Center,
            _ => SKTextAlign.Right,
        };
        float spacing = paint.GetFontMetrics(out SKFontMetrics metrics), below = spacing * (lines.Length - 1);
        float y = verticalAlignment switch
        {
            VerticalAlignment.Top => -metrics.Ascent,
            VerticalAlignment.Middle => -(metrics.Ascent + metrics.Descent + below) / 2,
            _ => -metrics.Descent - below,
        };
        using var restored = new SKAutoCanvasRestore(SkCanvas);
        SkCanvas.Translate((float)p.X, (float)p.Y);
        SkCanvas.RotateDegrees((float)rotation);
        foreach (string line in lines)
        {
            SkCanvas.DrawText(line, 0, y, paint);
            y += spacing;
        }
    }
}

using System.Text;
using Microsoft.ML.Vae.Visuals.Charts;
using Microsoft.ML.Vae.Visuals.Drawing;
using OxyPlot;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>A chart, to be written as pixels or as vector graphics with readable text.</summary>
public sealed class Chart
{
    private const int LeastSide = 160;
    private const int MostSide = 8192;

    private readonly ChartContent _content;

    internal Chart(ChartContent content, int width, int height)
    {
        (_content, Width, Height) = (content, width, height);
    }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; }

    /// <summary>Its title.</summary>
    public string Title => _content.Title;

    /// <summary>What it shows, in a sentence, for readers who cannot see it.</summary>
    public string AlternativeText => _content.AlternativeText;

    /// <summary>The same chart in another size; letters keep theirs.</summary>
    /// <param name="width">Its width in pixels, in [160, 8192].</param>
    /// <param name="height">Its height in pixels, in [160, 8192].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Chart WithSize(int width, int height) =>
        new(_content, Guard.InRange(width, LeastSide, MostSide), Guard.InRange(height, LeastSide, MostSide));

    /// <summary>Writes it as a PNG file, atomically: an older file of the name is replaced, or else left as it was.</summary>
    /// <param name="path">The path, in an existing folder.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path) => Files.Write(path, ToPng());

    /// <summary>Writes it as an SVG file, atomically.</summary>
    /// <param name="path">The path, in an existing folder.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path) => Files.Write(path, Encoding.UTF8.GetBytes(ToSvg()));

    /// <summary>The bytes of a PNG file.</summary>
    public byte[] ToPng()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Palette.ToSkia(Palette.Paper));
        using (var context = new TextContext { SkCanvas = canvas, UseTextShaping = false })
            Render(context);
        canvas.Flush();
        return PngWriter.Write(Width, Height, bitmap.GetPixelSpan());
    }

    /// <summary>The text of an SVG file.</summary>
    public string ToSvg()
    {
        using var stream = new MemoryStream();
        using (var measurer = new TextContext { UseTextShaping = false })
        using (var context = new SvgRenderContext(
            stream, Width, Height, isDocument: false, measurer, OxyColors.Undefined, useVerticalTextAlignmentWorkaround: true))
        {
            Render(context);
            context.Complete();
            context.Flush();
        }
        return SvgText.Complete(Encoding.UTF8.GetString(stream.ToArray()), Width, Height, AlternativeText);
    }

    // A plot belongs to one drawing at a time.
    private void Render(IRenderContext context)
    {
        lock (_content)
            ChartRenderer.Render(_content, context, Width, Height);
    }
}

using System.Globalization;
using System.Net;
using System.Security;
using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Visuals.Drawing;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Makes what OxyPlot writes a figure that scales and that a screen reader can name.</summary>
internal static partial class SvgText
{
    public static string Complete(string svg, int width, int height, string alternativeText)
    {
        string text = SecurityElement.Escape(alternativeText);
        string head = string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" "
            + $"height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{text}\">");
        string body = Head().Replace(svg.TrimStart('\uFEFF'), "", 1);
        return head + Text().Replace(Tag().Replace(body, tag => Number().Replace(tag.Value, Shorten)), KeepWidth);
    }

    // OxyPlot puts the baseline where the font's descent ends. And letters of another font, where the reader has none of ours, are to take
    // the room that was left for them.
    private static string KeepWidth(Match text)
    {
        double size = double.Parse(text.Groups["size"].Value, CultureInfo.InvariantCulture);
        using SKPaint paint = EmbeddedFont.Paint(
            WebUtility.HtmlDecode(text.Groups["text"].Value), size, text.Groups["weight"].Value == "700", SKColors.Black);
        double width = paint.MeasureText(WebUtility.HtmlDecode(text.Groups["text"].Value));
        return string.Create(CultureInfo.InvariantCulture,
            $"<text dy=\"-0.212em\" textLength=\"{width:0.##}\" lengthAdjust=\"spacingAndGlyphs\"{text.Groups["rest"].Value}>")
            + $"{text.Groups["text"].Value}</text>";
    }

    // Hundredths of a pixel are enough.
    private static string Shorten(Match number) =>
        double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex("^.*?<svg[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex("""<text(?<rest>[^>]*font-size="(?<size>[\d.]+)" font-weight="(?<weight>\d+)"[^>]*)>(?<text>[^<]+)</text>""")]
    private static partial Regex Text();

    [GeneratedRegex(@"(?<=[\s"",(:])-?\d+\.\d{3,}(?=[\s"",);])")]
    private static partial Regex Number();
}

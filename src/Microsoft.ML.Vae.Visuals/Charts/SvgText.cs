using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;

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
        return head + Number().Replace(body, Shorten);
    }

    // Hundredths of a pixel are enough.
    private static string Shorten(Match number) =>
        double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex("^.*?<svg[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex(@"(?<=[\s"",(:])-?\d+\.\d{3,}(?=[\s"",);])")]
    private static partial Regex Number();
}

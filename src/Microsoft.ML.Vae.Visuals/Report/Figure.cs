using Microsoft.ML.Vae.Visuals.Drawing;
using OxyPlot;

namespace Microsoft.ML.Vae.Visuals.Report;

/// <summary>A chart, picture or animation within a page, under a heading.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Markup">What shows it, without any other file.</param>
internal sealed record Figure(string Heading, string Markup)
{
    // Letters and lines take the colours of the page, so that they can be read on dark paper; what shows data keeps its own.
    private static readonly (string Plain, string Variable)[] _colors =
    [
        (Name(Palette.Ink), "var(--ink)"), (Name(Palette.Muted), "var(--muted)"), (Name(Palette.Grid), "var(--grid)"),
        (Name(Palette.Axis), "var(--axis)"), (Name(Palette.Paper), "var(--card)"),
    ];

    public static Figure Of(string heading, Chart chart)
    {
        string svg = _colors.Aggregate(chart.ToSvg(), (text, color) => text.Replace(color.Plain, color.Variable, StringComparison.Ordinal));
        // Within a page, a name stands for one thing alone.
        string prefix = string.Concat(heading.Where(char.IsAsciiLetter));
        svg = svg.Replace("\"clipPath", $"\"{prefix}", StringComparison.Ordinal)
            .Replace("(#clipPath", $"(#{prefix}", StringComparison.Ordinal);
        string name = Html.Escape(heading);
        return new Figure(heading, $"<div class=\"scroll\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">{svg}</div>");
    }

    public static Figure Of(string heading, Picture picture) =>
        new(heading, Image(picture.ToPng(), "image/png", picture.Width, picture.Height, picture.AlternativeText));

    public static Figure Of(string heading, Animation animation) =>
        new(heading, Image(animation.ToGif(), "image/gif", animation.Width, animation.Height, animation.AlternativeText));

    private static string Image(byte[] bytes, string type, int width, int height, string text) => FormattableString.Invariant(
        $"<img src=\"data:{type};base64,{Convert.ToBase64String(bytes)}\" width=\"{width}\" height=\"{height}\" ")
        + $"alt=\"{Html.Escape(text)}\">";

    private static string Name(OxyColor color) => FormattableString.Invariant($"rgb({color.R},{color.G},{color.B})");
}

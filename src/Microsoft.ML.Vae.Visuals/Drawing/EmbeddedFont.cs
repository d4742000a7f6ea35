using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>
/// The font of all pictures, Liberation Sans, which comes with this assembly, as a machine may have no fonts. It has the widths of Arial,
/// so that text in SVG files, which are drawn with the reader's fonts, keeps its place.
/// </summary>
internal static class EmbeddedFont
{
    /// <summary>What SVG files ask for.</summary>
    public const string Families = "Liberation Sans, Arial, Helvetica, sans-serif";

    private static readonly Lazy<SKTypeface> _regular = new(() => Load("LiberationSans-Regular.ttf"));
    private static readonly Lazy<SKTypeface> _bold = new(() => Load("LiberationSans-Bold.ttf"));

    /// <summary>A paint for a text. The caller disposes it.</summary>
    public static SKPaint Paint(string text, double size, bool isBold, SKColor color) => new()
    {
        Typeface = For(text, isBold),
        TextSize = (float)size,
        IsAntialias = true,
        SubpixelText = true,
        Color = color,
    };

    // A script that the font lacks is drawn by a font of the machine that has it, where there is one.
    private static SKTypeface For(string text, bool isBold)
    {
        SKTypeface face = (isBold ? _bold : _regular).Value;
        if (face.ContainsGlyphs(text))
            return face;
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (!face.ContainsGlyphs(rune.ToString()) && SKFontManager.Default.MatchCharacter(rune.Value) is { } other)
                return other;
        }
        return face;
    }

    private static SKTypeface Load(string name) =>
        SKTypeface.FromStream(typeof(EmbeddedFont).Assembly.GetManifestResourceStream(name)!);
}

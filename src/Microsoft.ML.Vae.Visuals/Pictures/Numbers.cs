using System.Globalization;

namespace Microsoft.ML.Vae.Visuals.Pictures;

/// <summary>Numbers as pictures show them, in invariant culture.</summary>
internal static class Numbers
{
    private const double MostPlain = 1e6;

    /// <summary>Three significant digits, without an exponent where that is readable; with a true minus sign.</summary>
    public static string Short(double value)
    {
        if (!double.IsFinite(value))
            return "–";
        double size = Math.Abs(value);
        string text = size is 0 or >= 1e-4 and < MostPlain
            ? value.ToString(Format(size), CultureInfo.InvariantCulture)
            : value.ToString("0.##E+0", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    private static string Format(double size) => size switch
    {
        >= 100 => "F0",
        >= 10 => "F1",
        >= 1 => "F2",
        >= 0.1 => "F3",
        >= 0.01 => "F4",
        _ => "0.#####",
    };

    /// <summary>At most two digits after the point, as for the ends of a range.</summary>
    public static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A whole number with separators.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things, as in "1 row" and "3 rows".</summary>
    public static string Of(long value, string thing) => $"{Count(value)} {thing}{(value == 1 ? "" : "s")}";
}

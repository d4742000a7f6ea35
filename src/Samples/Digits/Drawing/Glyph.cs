namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>
/// One way to write a digit: points in a unit box and the strokes of the pen, each a smooth curve through some of
/// the points. Strokes that name the same point meet there in every drawing; two strokes that meet make a corner.
/// </summary>
internal sealed class Glyph
{
    private Glyph(Point[] points, int[][] strokes)
    {
        Points = points;
        Strokes = strokes;
    }

    public IReadOnlyList<Point> Points { get; }

    public IReadOnlyList<IReadOnlyList<int>> Strokes { get; }

    /// <summary>Reads strokes separated by '/', each a list of points "x,y" in hundredths of the box. Equal points are one point.</summary>
    public static Glyph Parse(string strokes)
    {
        var points = new List<Point>();
        var indices = strokes.Split('/').Select(stroke => ParseStroke(stroke, points)).ToArray();
        return new Glyph([.. points], indices);
    }

    private static int[] ParseStroke(string stroke, List<Point> points) =>
        [.. stroke.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => IndexOf(ParsePoint(pair), points))];

    private static Point ParsePoint(string pair)
    {
        var comma = pair.IndexOf(',', StringComparison.Ordinal);
        return new Point(Hundredths(pair[..comma]), Hundredths(pair[(comma + 1)..]));
    }

    private static double Hundredths(string text) =>
        int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) / 100.0;

    private static int IndexOf(Point point, List<Point> points)
    {
        var index = points.IndexOf(point);
        if (index >= 0)
            return index;
        points.Add(point);
        return points.Count - 1;
    }
}

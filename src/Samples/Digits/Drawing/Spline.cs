namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>Cardinal splines through control points.</summary>
internal static class Spline
{
    private const int StepsPerSpan = 7;

    /// <summary>Tangents as a share of the chord between the neighbours; 0.62 makes a circle of six points.</summary>
    private const double Roundness = 0.62;

    /// <summary>A polyline that follows the curve through all the points.</summary>
    public static Point[] Flatten(ReadOnlySpan<Point> points)
    {
        var spans = points.Length - 1;
        var result = new Point[spans * StepsPerSpan + 1];
        for (var i = 0; i < spans; i++)
        {
            var before = points[Math.Max(i - 1, 0)];
            var after = points[Math.Min(i + 2, spans)];
            for (var step = 0; step < StepsPerSpan; step++)
                result[i * StepsPerSpan + step] = At(before, points[i], points[i + 1], after, (double)step / StepsPerSpan);
        }

        result[^1] = points[^1];
        return result;
    }

    /// <summary>Hermite's cubic from start to end, its tangents along the neighbours' chords.</summary>
    private static Point At(Point before, Point start, Point end, Point after, double t)
    {
        var leaving = Roundness * (end - before);
        var arriving = Roundness * (after - start);
        var rise = t * t * (3 - 2 * t);
        return start + rise * (end - start) + t * (1 - t) * ((1 - t) * leaving - t * arriving);
    }
}

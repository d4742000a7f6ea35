using System.Globalization;
using System.Numerics;
using Microsoft.ML.Vae.Visuals.Drawing;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws points in the colours of their classes.</summary>
internal static class ScatterPlot
{
    private const int Width = 860, Height = 760;
    private const int MostClasses = 40;
    private const int MostNamed = 20;   // within the plot

    // Of a small plot. A name that would cover another one stands in the legend alone.
    private const double LetterWidth = 0.017, LineHeight = 0.04;

    /// <param name="points">The points.</param>
    /// <param name="labels">A class for each; null: all are alike.</param>
    /// <param name="content">Title, note and alternative text.</param>
    /// <param name="axes">The titles of the axes.</param>
    public static Chart Draw(
        IReadOnlyList<Vector2> points, IReadOnlyList<string>? labels, ChartContent content, (string Horizontal, string Vertical) axes)
    {
        LinearAxis across = PlotStyle.Axis(AxisPosition.Bottom, axes.Horizontal), up = PlotStyle.Axis(AxisPosition.Left, axes.Vertical);
        across.MajorGridlineStyle = LineStyle.Solid;
        PlotModel panel = PlotStyle.Panel(across, up);
        double size = points.Count > 1000 ? 2.6 : points.Count > 200 ? 3.4 : 4.5;
        List<LegendEntry> legend = [];
        List<TextAnnotation> names = [];
        (float width, float height) = (Span(points.Select(point => point.X)), Span(points.Select(point => point.Y)));
        string[] classes = labels is null ? [] : Classes(labels);
        foreach ((string name, int number) in classes.Select((name, i) => (name, i)))
        {
            List<Vector2> own = [.. points.Where((_, i) => labels![i] == name)];
            panel.Series.Add(Series(own, Palette.OfClass(number), Palette.MarkerOfClass(number), size));
            legend.Add(new LegendEntry(name, Palette.OfClass(number), LegendMark.Marker, Palette.MarkerOfClass(number)));
            if (classes.Length <= MostNamed && Name(own, name) is var label && !names.Any(other => Overlap(label, other)))
                names.Add(label);
        }
        names.ForEach(panel.Annotations.Add);
        var shown = classes.ToHashSet();
        List<Vector2> others = [.. points.Where((_, i) => labels is null || !shown.Contains(labels[i]))];
        if (others.Count > 0)
        {
            OxyColor color = labels is null ? Palette.First : Palette.Axis;
            panel.Series.Insert(0, Series(others, color, MarkerType.Circle, size));
            if (labels is not null)
                legend.Add(new LegendEntry("other classes", color, LegendMark.Marker));
        }
        return new Chart(content with { Panels = [panel], Legend = legend }, Width, Height);

        bool Overlap(TextAnnotation one, TextAnnotation other) =>
            Math.Abs(one.TextPosition.X - other.TextPosition.X) < width * LetterWidth * (1 + (one.Text!.Length + other.Text!.Length) / 2.0)
            && Math.Abs(one.TextPosition.Y - other.TextPosition.Y) < height * LineHeight;
    }

    /// <summary>The classes in their natural order, the most frequent ones where there are too many.</summary>
    public static string[] Classes(IReadOnlyList<string> labels)
    {
        IEnumerable<string> most = labels.GroupBy(label => label).OrderByDescending(rows => rows.Count()).Take(MostClasses)
            .Select(rows => rows.Key);
        return [.. most.OrderBy(label => Number(label)).ThenBy(label => label, StringComparer.Ordinal)];
    }

    private static double Number(string label) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.PositiveInfinity;

    private static ScatterSeries Series(List<Vector2> points, OxyColor color, MarkerType marker, double size)
    {
        var series = new ScatterSeries
        {
            MarkerType = marker,
            MarkerSize = size,
            MarkerFill = OxyColor.FromAColor(215, color),
            MarkerStroke = OxyColors.Undefined,
            EdgeRenderingMode = EdgeRenderingMode.PreferGeometricAccuracy,
        };
        series.Points.AddRange(points.Select(point => new ScatterPoint(point.X, point.Y)));
        return series;
    }

    /// <summary>The name of a class at the median of its points.</summary>
    private static TextAnnotation Name(List<Vector2> points, string name) => new()
    {
        Text = name.Length > 24 ? name[..23] + "…" : name,
        TextPosition = new DataPoint(Median(points.Select(point => point.X)), Median(points.Select(point => point.Y))),
        TextHorizontalAlignment = HorizontalAlignment.Center,
        TextVerticalAlignment = VerticalAlignment.Middle,
        FontSize = 13,
        FontWeight = 700,
        TextColor = Palette.Ink,
        Background = OxyColor.FromAColor(205, Palette.Paper),
        Padding = new OxyThickness(4, 1, 4, 1),
        StrokeThickness = 0,
        Stroke = OxyColors.Undefined,
    };

    private static float Span(IEnumerable<float> values)
    {
        float[] all = [.. values];
        return all.Length > 0 ? all.Max() - all.Min() : 0;
    }

    private static double Median(IEnumerable<float> values)
    {
        float[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}

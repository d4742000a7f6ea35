using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws the receiver operating characteristic of scores.</summary>
internal static class RocPlot
{
    private const int Width = 640, Height = 680;

    public static Chart Draw(ScoredLabels rows, double? threshold)
    {
        if (rows.Normal.Count == 0 || rows.Anomalous.Count == 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"A ROC curve needs rows of both kinds; got {rows.Normal.Count} normal rows and {rows.Anomalous.Count} anomalies."));
        }
        IReadOnlyList<DataPoint> curve = Curve(rows);
        double area = Area(curve);
        PlotModel panel = PlotStyle.Panel(
            Axis(AxisPosition.Bottom, "normal rows taken for anomalies (%)"), Axis(AxisPosition.Left, "anomalies found (%)"));
        panel.Series.Add(PlotStyle.Line([new DataPoint(0, 0), new DataPoint(100, 100)], Palette.Axis, LineStyle.Dash));
        panel.Series.Add(PlotStyle.Line(curve, Palette.First));
        List<LegendEntry> legend = [new($"scores (area {Numbers.Short(area)})", Palette.First, LegendMark.Line)];
        legend.Add(new("chance (area 0.500)", Palette.Axis, LegendMark.DashedLine));
        string text = $"Of {Numbers.Of(rows.Normal.Count, "normal row")} and {Numbers.Count(rows.Anomalous.Count)} anomalies: "
            + $"the area under the curve is {Numbers.Short(area)}.";
        if (threshold is { } cut)
        {
            var point = new DataPoint(Above(rows.Normal, cut), Above(rows.Anomalous, cut));
            var marker = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = 6, MarkerFill = Palette.Second };
            marker.Points.Add(new ScatterPoint(point.X, point.Y));
            panel.Series.Add(marker);
            legend.Add(new($"threshold {Numbers.Short(cut)}: {Numbers.Short(point.Y)} % found, {Numbers.Short(point.X)} % false alarms",
                Palette.Second, LegendMark.Marker));
        }
        return new Chart(new ChartContent("ROC curve", [panel], text) { Note = text, Legend = legend }, Width, Height);
    }

    /// <summary>The shares of both kinds above every score, in percent; equal scores are one step.</summary>
    public static IReadOnlyList<DataPoint> Curve(ScoredLabels rows)
    {
        var all = rows.Normal.Select(score => (score, IsAnomaly: false)).Concat(rows.Anomalous.Select(score => (score, IsAnomaly: true)))
            .OrderByDescending(row => row.score).ToArray();
        List<DataPoint> curve = [new(0, 0)];
        (int normal, int anomalous) = (0, 0);
        for (int i = 0; i < all.Length; i++)
        {
            (normal, anomalous) = all[i].IsAnomaly ? (normal, anomalous + 1) : (normal + 1, anomalous);
            if (i + 1 == all.Length || all[i + 1].score != all[i].score)
                curve.Add(new DataPoint(100.0 * normal / rows.Normal.Count, 100.0 * anomalous / rows.Anomalous.Count));
        }
        return curve;
    }

    /// <summary>The area under a curve in percent, in [0, 1].</summary>
    public static double Area(IReadOnlyList<DataPoint> curve) =>
        curve.Zip(curve.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum() / 1e4;

    private static double Above(IReadOnlyList<float> scores, double threshold) =>
        100.0 * scores.Count(score => score > threshold) / scores.Count;

    private static LinearAxis Axis(AxisPosition position, string title)
    {
        LinearAxis axis = PlotStyle.Axis(position, title);
        (axis.Minimum, axis.Maximum, axis.MajorStep, axis.MajorGridlineStyle) = (-1, 101, 20, LineStyle.Solid);
        return axis;
    }
}

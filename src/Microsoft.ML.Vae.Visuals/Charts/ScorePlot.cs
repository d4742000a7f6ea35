using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws the anomaly scores of normal rows and of anomalies.</summary>
internal static class ScorePlot
{
    private const int Width = 900, Height = 480;
    private const int Bins = 60;
    private const double LargestShown = 0.995;   // scores beyond this quantile stand in the last bin

    public static Chart Draw(ScoredLabels rows, string scoreName, IReadOnlyList<(string Name, double Score)> thresholds)
    {
        (double low, double high) = Range(rows, thresholds);
        LinearAxis across = PlotStyle.Axis(AxisPosition.Bottom, scoreName);
        LinearAxis up = PlotStyle.Axis(AxisPosition.Left, "share of the rows of each kind (%)");
        (across.Minimum, across.Maximum, up.Minimum) = (low, high, 0);
        PlotModel panel = PlotStyle.Panel(across, up);
        panel.Series.Add(Histogram(rows.Normal, low, high, Palette.First));
        panel.Series.Add(Histogram(rows.Anomalous, low, high, Palette.Second));
        foreach ((string name, double score) in thresholds)
        {
            panel.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Vertical,
                X = score,
                Color = Palette.Ink,
                LineStyle = LineStyle.Dash,
                StrokeThickness = 1.6,
            });
        }
        List<LegendEntry> legend = [new($"normal ({Numbers.Count(rows.Normal.Count)})", Palette.First, LegendMark.Box)];
        legend.Add(new($"anomalies ({Numbers.Count(rows.Anomalous.Count)})", Palette.Second, LegendMark.Box));
        if (thresholds.Count > 0)
        {
            legend.Add(new(string.Join(", ", thresholds.Select(line => $"{line.Name} {Numbers.Short(line.Score)}")), Palette.Ink,
                LegendMark.DashedLine));
        }
        string text = $"Anomaly scores of {Numbers.Of(rows.Normal.Count, "normal row")} (median {Median(rows.Normal)}) and "
            + $"{(rows.Anomalous.Count == 1 ? "1 anomaly" : $"{Numbers.Count(rows.Anomalous.Count)} anomalies")} "
            + $"(median {Median(rows.Anomalous)}).";
        return new Chart(new ChartContent("Anomaly scores", [panel], text) { Note = text, Legend = legend }, Width, Height);
    }

    private static (double Low, double High) Range(ScoredLabels rows, IReadOnlyList<(string Name, double Score)> thresholds)
    {
        float[] all = [.. rows.Normal.Concat(rows.Anomalous).Order()];
        double low = all[0];
        double high = Math.Max(Quantiles.At(all, LargestShown), thresholds.Select(line => line.Score).DefaultIfEmpty(low).Max());
        double margin = high > low ? 0.02 * (high - low) : 0.5;
        return (low - margin, high + margin);
    }

    private static RectangleBarSeries Histogram(IReadOnlyList<float> scores, double low, double high, OxyColor color)
    {
        double width = (high - low) / Bins;
        int[] counts = new int[Bins];
        foreach (float score in scores)
            counts[(int)Math.Clamp((score - low) / width, 0, Bins - 1)]++;
        return PlotStyle.Bars(counts.Select((count, i) => (count, i)).Where(bin => bin.count > 0).Select(bin => new RectangleBarItem(
            low + bin.i * width, 0, low + (bin.i + 1) * width, 100.0 * bin.count / scores.Count)), OxyColor.FromAColor(165, color));
    }

    private static string Median(IReadOnlyList<float> scores) =>
        scores.Count > 0 ? Numbers.Short(Quantiles.At([.. scores.Order()], 0.5)) : "–";
}

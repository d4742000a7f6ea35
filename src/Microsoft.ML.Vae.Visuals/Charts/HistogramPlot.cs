using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws histograms, each beside N(0, 1) where that is what they should look like.</summary>
internal static class HistogramPlot
{
    private const int PanelWidth = 265, PanelHeight = 205, HeadHeight = 105;
    private const int Bins = 40;
    private const int MostColumns = 4;
    private const double NormalRange = 4;

    /// <param name="values">The numbers of each latent dimension.</param>
    /// <param name="dimensions">The dimensions to show, in their order.</param>
    /// <param name="title">The title.</param>
    /// <param name="note">What the numbers are.</param>
    /// <param name="hasPrior">Whether their prior is N(0, 1).</param>
    public static Chart Draw(IReadOnlyList<float[]> values, int[] dimensions, string title, string note, bool hasPrior)
    {
        int columns = Math.Min(MostColumns, dimensions.Length), rows = (dimensions.Length + columns - 1) / columns;
        PlotModel[] panels = [.. dimensions.Select(dimension =>
            Panel([.. values.Select(row => row[dimension])], FormattableString.Invariant($"dimension {dimension}"), hasPrior))];
        List<LegendEntry> legend = [new("rows", Palette.First, LegendMark.Box)];
        if (hasPrior)
            legend.Add(new("N(0, 1)", Palette.Ink, LegendMark.Line));
        var content = new ChartContent(title, panels, $"{title}. {note}") { Note = note, Legend = legend, Columns = columns };
        return new Chart(content, Math.Max(620, columns * PanelWidth), rows * PanelHeight + HeadHeight);
    }

    private static PlotModel Panel(float[] values, string title, bool hasPrior)
    {
        (double low, double high) = Range(values, hasPrior);
        double width = (high - low) / Bins;
        int[] counts = new int[Bins];
        foreach (float value in values)
            counts[Math.Clamp((int)((value - low) / width), 0, Bins - 1)]++;
        LinearAxis across = PlotStyle.Axis(AxisPosition.Bottom, title), up = PlotStyle.Axis(AxisPosition.Left, "density");
        (across.Minimum, across.Maximum, up.Minimum) = (low, high, 0);
        PlotModel panel = PlotStyle.Panel(across, up);
        panel.Series.Add(PlotStyle.Bars(counts.Select((count, i) => new RectangleBarItem(
            low + i * width, 0, low + (i + 1) * width, count / (values.Length * width))), Palette.First));
        if (hasPrior)
        {
            LineSeries normal = PlotStyle.Line(Enumerable.Range(0, 121).Select(i => low + i * (high - low) / 120)
                .Select(x => new DataPoint(x, Quantiles.Density(x))), Palette.Ink);
            normal.StrokeThickness = 1.6;
            panel.Series.Add(normal);
        }
        return panel;
    }

    private static (double Low, double High) Range(float[] values, bool hasPrior)
    {
        (double low, double high) = (values.Min(), values.Max());
        if (hasPrior)
            return (Math.Min(low, -NormalRange), Math.Max(high, NormalRange));
        return high > low ? (low, high) : (low - 0.5, high + 0.5);
    }
}

using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws what each latent dimension carries, the largest first, and which are active.</summary>
internal static class KlPlot
{
    private const int Width = 900, Height = 420;
    private const int MostNames = 40;

    public static Chart Draw(LatentStatistics statistics, bool hasPosterior)
    {
        // Latents that are points have no divergence that would tell them apart.
        double[] values = hasPosterior ? statistics.KlDivergence : statistics.Variance;
        int[] order = DimensionOrder.By(values);
        bool[] isActive = [.. order.Select(dimension => statistics.Variance[dimension] > VaeDefaults.ActiveUnitVariance)];
        int active = isActive.Count(activity => activity);
        string measure = hasPosterior ? "KL divergence (nats per row)" : "variance of the latent";
        PlotModel panel = PlotStyle.Panel(NameAxis(order), PlotStyle.Axis(AxisPosition.Left, measure));
        panel.Axes[1].Minimum = 0;
        panel.Series.Add(Bars(values, order, i => isActive[i], Palette.First));
        panel.Series.Add(Bars(values, order, i => !isActive[i], Palette.Axis));
        string sum = hasPosterior ? $", {Numbers.Short(values.Sum())} nats per row in all" : "";
        string note = $"{Numbers.Count(active)} of {Numbers.Of(values.Length, "latent dimension")} active over "
            + $"{Numbers.Of(statistics.RowCount, "row")}{sum}. A dimension is active if the variance of its mean is above 0.01.";
        string title = hasPosterior ? "KL divergence per latent dimension" : "Variance per latent dimension";
        return new Chart(new ChartContent(title, [panel], note)
        {
            Note = note,
            Legend = [new("active", Palette.First, LegendMark.Box), new("inactive", Palette.Axis, LegendMark.Box)],
        }, Width, Height);
    }

    private static Axis NameAxis(int[] order)
    {
        if (order.Length > MostNames)
        {
            LinearAxis rank = PlotStyle.CountAxis(AxisPosition.Bottom, "dimensions, the largest first");
            (rank.Minimum, rank.Maximum) = (-0.5, order.Length - 0.5);
            return rank;
        }
        CategoryAxis names = PlotStyle.Style(new CategoryAxis { GapWidth = 0.2 }, AxisPosition.Bottom, "latent dimension");
        names.Labels.AddRange(order.Select(dimension => FormattableString.Invariant($"{dimension}")));
        return names;
    }

    private static RectangleBarSeries Bars(double[] values, int[] order, Func<int, bool> isWanted, OxyColor color) => PlotStyle.Bars(
        Enumerable.Range(0, order.Length).Where(isWanted).Select(i => new RectangleBarItem(i - 0.4, 0, i + 0.4, values[order[i]])), color);
}

using Microsoft.ML.Vae.Visuals.Drawing;
using Microsoft.ML.Vae.Visuals.Pictures;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws the losses of a fit, a panel for the sum and each term.</summary>
internal static class LossPlot
{
    private const int Width = 1080, Height = 400;

    public static Chart Draw(IReadOnlyList<TrainingEpoch> history, int keptEpoch)
    {
        if (history.Count == 0)
            throw new InvalidOperationException("The fit ended within its first epoch, so that the history has no losses to show.");
        bool isValidated = history.Any(epoch => epoch.ValidationNegativeElbo is not null);
        bool hasDivergence = history.Any(epoch => epoch.KlDivergence > 0 || epoch.ValidationKlDivergence > 0);
        PlotModel[] panels = hasDivergence
            ?
            [
                Panel("Negative ELBO", history, epoch => epoch.NegativeElbo, epoch => epoch.ValidationNegativeElbo, keptEpoch),
                Reconstruction(history, keptEpoch),
                Panel("KL divergence", history, epoch => epoch.KlDivergence, epoch => epoch.ValidationKlDivergence, keptEpoch),
            ]
            : [Reconstruction(history, keptEpoch)];
        List<LegendEntry> legend = [new("training rows, while the weights change", Palette.First, LegendMark.Line)];
        if (isValidated)
            legend.Add(new("validation rows, at the end of the epoch", Palette.Second, LegendMark.Line));
        if (keptEpoch > 0)
        {
            string kept = FormattableString.Invariant($"epoch {keptEpoch}, whose weights the model has");
            legend.Add(new(kept, Palette.Muted, LegendMark.DashedLine));
        }
        return new Chart(new ChartContent("Losses of the fit", panels, Describe(history, keptEpoch))
        {
            Columns = panels.Length,
            Legend = legend,
        }, Width, Height);
    }

    private static PlotModel Reconstruction(IReadOnlyList<TrainingEpoch> history, int keptEpoch) => Panel(
        "Reconstruction", history, epoch => epoch.ReconstructionLoss, epoch => epoch.ValidationReconstructionLoss, keptEpoch);

    private static PlotModel Panel(
        string title, IReadOnlyList<TrainingEpoch> history, Func<TrainingEpoch, double> training, Func<TrainingEpoch, double?> validation,
        int keptEpoch)
    {
        PlotModel panel = PlotStyle.Panel(
            PlotStyle.CountAxis(AxisPosition.Bottom, "epoch"), PlotStyle.Axis(AxisPosition.Left, "nats per row"), title);
        if (keptEpoch > 0)
        {
            panel.Annotations.Add(new LineAnnotation
            {
                Type = LineAnnotationType.Vertical,
                X = keptEpoch,
                Color = Palette.Muted,
                LineStyle = LineStyle.Dash,
                StrokeThickness = 1.5,
                Layer = AnnotationLayer.BelowSeries,
            });
        }
        panel.Series.Add(PlotStyle.Line(history.Select(epoch => new DataPoint(epoch.Epoch, training(epoch))), Palette.First));
        IEnumerable<DataPoint> validated = history.Where(epoch => validation(epoch) is not null)
            .Select(epoch => new DataPoint(epoch.Epoch, validation(epoch)!.Value));
        if (validated.Any())
            panel.Series.Add(PlotStyle.Line(validated, Palette.Second));
        return panel;
    }

    private static string Describe(IReadOnlyList<TrainingEpoch> history, int keptEpoch)
    {
        (TrainingEpoch first, TrainingEpoch last) = (history[0], history[^1]);
        string validation = last.ValidationNegativeElbo is { } end
            ? $", of the validation rows from {Numbers.Short(first.ValidationNegativeElbo ?? end)} to {Numbers.Short(end)}" : "";
        return $"Over {Numbers.Of(history.Count, "epoch")}, the negative ELBO of the training rows went from "
            + $"{Numbers.Short(first.NegativeElbo)} to {Numbers.Short(last.NegativeElbo)} nats per row{validation}; "
            + FormattableString.Invariant($"the model has the weights of epoch {keptEpoch}.");
    }
}

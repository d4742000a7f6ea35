using System.Diagnostics;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Bench;

/// <summary>A report of a model on 10,000 digits, every chart and picture but t-SNE.</summary>
internal sealed class ReportWriting() : Variant("ToHtmlReport on 10,000 digits", "s")
{
    private const int RowCount = 10_000;

    public override double Measure()
    {
        var context = new MLContext();
        IDataView rows = Rows.View(context, Images.Digits(RowCount), Images.PixelCount);
        var image = new ImageLayout(Images.Side, Images.Side, 1);
        VaeOptions options = Scoring.Network.Options with { Epochs = 1, HealthReport = true, Image = image };
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(rows);
        long start = Stopwatch.GetTimestamp();
        model.ToHtmlReport(rows, new ReportOptions { IncludeTsne = false });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

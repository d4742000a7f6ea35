using System.Globalization;
using System.Xml.Linq;
using Microsoft.ML.Vae.Visuals.Charts;
using Microsoft.ML.Vae.Visuals.Rows;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Charts;

[Collection(nameof(DigitModel))]
public sealed class ChartTests(DigitModel model) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-visuals-");

    [Fact]
    public void LossChart_OfAFit_NamesWhatItShowsAsText()
    {
        string svg = model.Fitted.LossChart().ToSvg();

        string[] texts = [.. XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        texts.ShouldContain("Losses of the fit");
        texts.Count(text => text == "nats per row").ShouldBe(3);
        texts.Count(text => text == "epoch").ShouldBe(3);
        texts.ShouldContain(FormattableString.Invariant($"epoch {model.Fitted.Report.WeightsEpoch}, whose weights the model has"));
    }

    [Fact]
    public void Charts_OfEveryKind_AreDrawnInTheirSize()
    {
        Chart[] charts =
        [
            model.Fitted.LossChart(), model.Fitted.LatentChart(model.Test, "Digit"), model.Fitted.LatentHistogramChart(model.Test),
            model.Fitted.KlChart(model.Test), model.Fitted.ScoreChart(model.Test, "IsSeven"), model.Fitted.RocChart(model.Test, "IsSeven"),
            model.Fitted.LossChart().WithSize(400, 300),
        ];

        foreach (Chart chart in charts)
        {
            string png = Path.Combine(_folder.FullName, "chart.png"), svg = Path.Combine(_folder.FullName, "chart.svg");
            chart.SavePng(png);
            chart.SaveSvg(svg);
            using SKBitmap bitmap = SKBitmap.Decode(png);
            (bitmap.Width, bitmap.Height).ShouldBe((chart.Width, chart.Height));
            XElement root = XDocument.Load(svg).Root!;
            root.Attribute("viewBox")!.Value.ShouldBe(string.Create(CultureInfo.InvariantCulture, $"0 0 {chart.Width} {chart.Height}"));
            root.Attribute("aria-label")!.Value.ShouldBe(chart.AlternativeText);
            root.Value.ShouldContain(chart.Title);
        }
        Directory.GetFiles(_folder.FullName).Length.ShouldBe(2);   // nothing temporary is left
    }

    [Fact]
    public void Chart_DrawnTwice_IsTheSame()
    {
        Chart chart = model.Fitted.LatentChart(model.Test, "Digit");

        chart.ToSvg().ShouldBe(chart.ToSvg());
        chart.ToPng().ShouldBe(chart.ToPng());
    }

    [Fact]
    public void LatentChart_OfClasses_NamesEachInTheLegend()
    {
        string svg = model.Fitted.LatentChart(model.Test, "Digit").ToSvg();

        for (int digit = 0; digit < 10; digit++)
            svg.ShouldContain(FormattableString.Invariant($">digit {digit}<"));
    }

    [Fact]
    public void KlChart_OfData_MarksAsManyActiveUnitsAsTheEvaluationCounts()
    {
        VaeMetrics metrics = model.Fitted.Evaluate(model.Test);

        string text = model.Fitted.KlChart(model.Test).AlternativeText;

        text.ShouldStartWith(FormattableString.Invariant($"{metrics.ActiveUnits} of 4 latent dimensions active over 300 rows"));
    }

    [Fact]
    public void RocArea_OfScoresWithTies_IsTheShareOfPairsInOrder()
    {
        float[] normal = [1, 2, 2, 3, 5], anomalous = [2, 4, 5, 6];
        double pairs = normal.Sum(n => anomalous.Sum(a => a > n ? 1 : a == n ? 0.5 : 0)) / (normal.Length * anomalous.Length);

        RocPlot.Area(RocPlot.Curve(new ScoredLabels(normal, anomalous))).ShouldBe(pairs, 1e-12);
    }

    [Fact]
    public void RocChart_OfOneKind_SaysWhatIsMissing() =>
        Should.Throw<InvalidOperationException>(() => RocPlot.Draw(new ScoredLabels([1, 2], []), null))
            .Message.ShouldBe("A ROC curve needs rows of both kinds; got 2 normal rows and 0 anomalies.");

    [Fact]
    public void Chart_OfALabelThatIsNotThere_NamesItAndTheOthers() =>
        Should.Throw<ArgumentException>(() => model.Fitted.LatentChart(model.Test, "Nothing"))
            .Message.ShouldStartWith("Column 'Nothing' is not in the data; it has Image, Digit, IsSeven");

    public void Dispose() => _folder.Delete(recursive: true);
}

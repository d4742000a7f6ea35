using System.Globalization;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Vae.Visuals.Tests.Report;

[Collection(nameof(DigitModel))]
public sealed partial class ReportTests(DigitModel model)
{
    private static readonly ReportOptions _quick = new() { IncludeTsne = false, LabelColumnName = "Digit", AnomalyLabelColumnName = "IsSeven" };

    [Fact]
    public void Report_OfALoadedModel_IsThatOfTheFittedOneButForSnapshots()
    {
        using VaeTransformer loaded = model.Load();

        string fresh = model.Fitted.ToHtmlReport(model.Test, _quick), reloaded = loaded.ToHtmlReport(model.Test, _quick);

        fresh.ShouldContain("<h3>Samples by epoch</h3>");
        reloaded.ShouldContain("<li>Samples by epoch: The history has no snapshots");
        Articles(fresh).Except(Articles(reloaded)).Count().ShouldBe(2);   // the snapshots
        Articles(reloaded).Except(Articles(fresh)).ShouldBeEmpty();
    }

    [Fact]
    public void Report_OfAFit_HoldsItsNumbers()
    {
        TrainingReport report = model.Fitted.Report;
        VaeMetrics metrics = model.Fitted.Evaluate(model.Test, report.Seed);

        string html = model.Fitted.ToHtmlReport(model.Test, _quick with { Title = "A <title> & more", ModelFileName = "digits.zip" });

        Cells(html, "Negative ELBO")[..2].ShouldBe([metrics.NegativeElbo.ToString("G5", CultureInfo.InvariantCulture), "nats per row"]);
        Cells(html, "Training rows").ShouldBe([report.Rows.ToString("N0", CultureInfo.InvariantCulture)]);
        Cells(html, "Optimizer steps").ShouldBe([report.Steps.ToString("N0", CultureInfo.InvariantCulture)]);
        Cells(html, "Seed").ShouldBe(["5"]);
        Cells(html, "LatentDimension").ShouldBe(["4"]);
        Cells(html, "TorchSharp").ShouldBe([report.Versions["TorchSharp"]]);
        html.ShouldContain("<h1>A &lt;title&gt; &amp; more</h1>");
        html.ShouldContain("mlContext.Model.Load(&quot;digits.zip&quot;, out _)");
        html.ShouldContain($"{report.Health!.ActiveUnits} of 4 latent dimensions are active");
        Regex.Count(html, "<tr><th scope=\"row\">\\d+( \\(kept\\))?</th>").ShouldBe(model.Fitted.History.Count);
    }

    [Fact]
    public void Report_OfAnyModel_RefersToNothingOutside()
    {
        string html = model.Fitted.ToHtmlReport(model.Test, _quick);

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<link");
        Address().Matches(html).Select(match => match.Value).Distinct().ShouldBe(["http://www.w3.org/2000/svg"]);   // a name, not an address
    }

    [Fact]
    public void SaveHtmlReport_OfALabelThatIsNotThere_LeavesAnOlderFileAlone()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "older");

        Should.Throw<ArgumentException>(() => model.Fitted.SaveHtmlReport(path, model.Test, new ReportOptions { LabelColumnName = "None" }))
            .Message.ShouldStartWith("Column 'None' is not in the data");

        File.ReadAllText(path).ShouldBe("older");
        File.Delete(path);
    }

    private static IEnumerable<string> Articles(string html) => html.Split("<article>").Skip(1).Select(part => part.Split("</article>")[0]);

    private static string[] Cells(string html, string head)
    {
        string row = html.Split($"<tr><th scope=\"row\">{head}</th>")[1].Split("</tr>")[0];
        return [.. row.Split("<td>").Skip(1).Select(cell => cell.Split("</td>")[0])];
    }

    [GeneratedRegex("(https?|file|ftp)://[^\"'<> ]*")]
    private static partial Regex Address();
}

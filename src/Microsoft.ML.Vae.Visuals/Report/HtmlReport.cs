using System.Globalization;
using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Report;

/// <summary>Writes the page.</summary>
internal static class HtmlReport
{
    public static string Write(VaeTransformer model, IDataView data, ReportOptions options)
    {
        foreach (string name in new[] { options.LabelColumnName, options.AnomalyLabelColumnName }.OfType<string>())
            LabelReader.Find(data.Schema, name);
        VaeMetrics metrics = model.Evaluate(data, sampleSeed: model.Report.Seed);
        ReportFigures figures = ReportFigures.Draw(model, data, options);
        string title = options.Title ?? $"Variational autoencoder of column '{model.InputColumnName}'";
        var page = new Html();
        page.Raw("<!DOCTYPE html>").Raw("<html lang=\"en\">").Raw("<head>").Raw("<meta charset=\"utf-8\">");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Raw("<meta name=\"color-scheme\" content=\"light dark\">").Element("title", title);
        page.Raw($"<style>{Style()}</style>").Raw("</head>").Raw("<body>");
        page.Raw("<header>").Element("h1", title).Element("p", Summary(model), "class=\"lead\"").Raw("</header>").Raw("<main>");
        WriteVerdict(page, model);
        WriteMetrics(page, model, metrics);
        WriteFit(page, model);
        WriteFigures(page, figures);
        WriteEpochs(page, model);
        WriteLoading(page, model, options);
        return page.Raw("</main>").Raw("</body>").Raw("</html>").ToString();
    }

    private static string Summary(VaeTransformer model)
    {
        string shape = model.Image is { } image
            ? FormattableString.Invariant($"images of {image.Width} × {image.Height} pixels with {Numbers.Of(image.Channels, "channel")}")
            : $"rows of {Numbers.Of(model.InputSize, "number")}";
        return $"From {shape} to {Numbers.Of(model.LatentDimension, "latent dimension")}, trained on "
            + $"{Numbers.Of(model.Report.Rows, "row")} in {Duration(model.Report.Duration)}.";
    }

    private static void WriteVerdict(Html page, VaeTransformer model)
    {
        (string Finding, string Advice) words = model.Report.Health is { } health ? HealthAdvice.Describe(health)
            : ("The fit ended without a health check.", "");
        string verdict = model.Report.Health?.Verdict switch
        {
            HealthVerdict.Healthy => "Healthy",
            HealthVerdict.Collapsed => "Collapsed",
            HealthVerdict.OverRegularized => "Over-regularized",
            HealthVerdict.WorseThanPca => "Worse than principal components",
            HealthVerdict.NotCentered => "Columns not centered",
            HealthVerdict.UnsuitableDeviation => "Unsuitable standard deviation",
            HealthVerdict.Diverged => "Diverged",
            _ => "Not judged",
        };
        string kind = verdict == "Healthy" ? "good" : verdict == "Not judged" ? "open" : "bad";
        page.Raw("<section aria-labelledby=\"verdict\">").Element("h2", "Verdict", "id=\"verdict\"");
        page.Raw($"<div class=\"verdict {kind}\">").Element("p", verdict, "class=\"word\"").Element("p", words.Finding);
        if (words.Advice.Length > 0)
            page.Element("p", $"What to do: {words.Advice}");
        page.Raw("</div>").Raw("</section>");
    }

    private static void WriteMetrics(Html page, VaeTransformer model, VaeMetrics metrics)
    {
        List<string[]> rows =
        [
            ["Negative ELBO", Number(metrics.NegativeElbo), "nats per row", "the loss at β = 1: reconstruction and KL divergence"],
            ["Reconstruction loss", Number(metrics.ReconstructionLoss), "nats per row", "−log p(x|z), z drawn from the posterior"],
            ["KL divergence", Number(metrics.KlDivergence), "nats per row", "what the latents say about a row"],
            ["Bits per dimension", Number(metrics.BitsPerDimension), "bits", "the negative ELBO per number of a row"],
            ["Squared error", Number(metrics.SquaredErrorPerPixel), "per number", "between scaled values and their reconstructions"],
            [
                "Active units", Numbers.Count(metrics.ActiveUnits), $"of {Numbers.Count(model.LatentDimension)}",
                "latent dimensions that vary over the rows",
            ],
        ];
        if (metrics.CodebookPerplexity is { } perplexity)
            rows.Add(["Codebook perplexity", Number(perplexity), "vectors", "how many vectors are used, about"]);
        if (metrics.MeanAnomalyScore is { } score)
            rows.Add(["Anomaly score", Number(score), "nats per row", $"mean of the score {metrics.AnomalyScore}"]);
        page.Raw("<section aria-labelledby=\"metrics\">").Element("h2", "On the data", "id=\"metrics\"");
        page.Table($"Measured on {Numbers.Of(metrics.RowCount, "row")}", ["Measure", "Value", "Unit", "Meaning"], rows);
        page.Raw("</section>");
    }

    private static void WriteFit(Html page, VaeTransformer model)
    {
        TrainingReport report = model.Report;
        string end = report.End switch
        {
            TrainingStopReason.AllEpochs => "all epochs were made",
            TrainingStopReason.EarlyStopping => "the loss stopped improving",
            TrainingStopReason.Canceled => "it was canceled",
            _ => "it diverged",
        };
        List<string[]> rows =
        [
            ["Network", model.NetworkSummary],
            ["Trained numbers", Numbers.Count(model.ParameterCount)],
            ["Training rows", Numbers.Count(report.Rows)],
            ["Optimizer steps", Numbers.Count(report.Steps)],
            ["Epochs", $"{Numbers.Count(model.History.Count)}; weights of epoch {Numbers.Count(report.WeightsEpoch)}"],
            ["End", end],
            ["Duration", Duration(report.Duration)],
            ["Seed", report.Seed.ToString(CultureInfo.InvariantCulture)],
            ["Threads", Numbers.Count(report.Threads)],
        ];
        page.Raw("<section aria-labelledby=\"fit\">").Element("h2", "The fit", "id=\"fit\"");
        page.Table("How the model was made", ["What", "Value"], rows);
        if (report.Options.Count > 0)
            page.Table("Options that differ from their defaults", ["Option", "Value"], report.Options.Select(Cells));
        if (report.Versions.Count > 0)
            page.Table("Versions", ["Assembly", "Version"], report.Versions.Select(Cells));
        page.Raw("</section>");
    }

    private static string[] Cells(KeyValuePair<string, string> pair) => [pair.Key, pair.Value];

    private static void WriteFigures(Html page, ReportFigures figures)
    {
        page.Raw("<section aria-labelledby=\"figures\">").Element("h2", "What the model learned", "id=\"figures\"");
        foreach (Figure figure in figures.Figures)
            page.Raw("<article>").Element("h3", figure.Heading).Raw(figure.Markup).Raw("</article>");
        if (figures.Missing.Count > 0)
        {
            page.Element("h3", "Not shown").Raw("<ul>");
            foreach ((string heading, string reason) in figures.Missing)
                page.Element("li", $"{heading}: {reason}");
            page.Raw("</ul>");
        }
        page.Raw("</section>");
    }

    private static void WriteEpochs(Html page, VaeTransformer model)
    {
        if (model.History.Count == 0)
            return;
        bool isValidated = model.History.Any(epoch => epoch.ValidationNegativeElbo is not null);
        string[] head = ["Epoch", "Negative ELBO", "Reconstruction", "KL divergence"];
        string[] more = isValidated ? ["Validation ELBO (negative)", "Validation reconstruction", "Validation KL"] : [];
        page.Raw("<section aria-labelledby=\"epochs\">").Element("h2", "Epochs", "id=\"epochs\"");
        page.Table("Losses in nats per row", [.. head, .. more],
            model.History.Select(epoch => Row(epoch, isValidated, model.Report.WeightsEpoch)));
        page.Raw("</section>");
    }

    private static string[] Row(TrainingEpoch epoch, bool isValidated, int kept)
    {
        string number = Numbers.Count(epoch.Epoch) + (epoch.Epoch == kept ? " (kept)" : "");
        string[] row = [number, Number(epoch.NegativeElbo), Number(epoch.ReconstructionLoss), Number(epoch.KlDivergence)];
        double?[] validation = [epoch.ValidationNegativeElbo, epoch.ValidationReconstructionLoss, epoch.ValidationKlDivergence];
        return isValidated ? [.. row, .. validation.Select(Optional)] : row;
    }

    private static void WriteLoading(Html page, VaeTransformer model, ReportOptions options)
    {
        string input = options.ModelInput ?? $"the column \"{model.InputColumnName}\"";
        string code = $"""
            using Microsoft.ML;   // and the packages VaePipeline and TorchSharp-cpu

            var mlContext = new MLContext();
            ITransformer model = mlContext.Model.Load("{options.ModelFileName}", out _);
            IDataView encoded = model.Transform(data);   // data: rows with {input}
            // The latents are in the column "{model.OutputColumnName}".
            """;
        page.Raw("<section aria-labelledby=\"load\">").Element("h2", "Load the model", "id=\"load\"");
        page.Raw("<pre tabindex=\"0\" role=\"region\" aria-label=\"C# to load the model\">" + $"<code>{Html.Escape(code)}</code></pre>");
        page.Raw("</section>");
    }

    private static string Style()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Optional(double? value) => value is { } some ? Number(some) : "–";

    private static string Duration(TimeSpan time) => time.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} seconds");
}

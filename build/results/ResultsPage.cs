using System.Globalization;
using System.Text;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Results;

/// <summary>The page of results in Markdown.</summary>
internal static class ResultsPage
{
    private const string Nothing = "–";

    private static readonly string[] _columns = ["name", "formula", "paper", "options"];

    public static string Of(IReadOnlyList<MeasuredSection> sections, Digits digits, string origin)
    {
        var page = new StringBuilder(Invariant($"""
            # Measured results

            What each network, likelihood and objective gives on MNIST. `dotnet run --project build/results -c Release` generates this page;
            do not edit it by hand.

            - **Measured on** {origin}.
            - **Images**: fitted to the first {digits.Train.Count:N0} training images, measured on the {digits.Test.Count:N0} test images.
              Pixels are grey, scaled to 0..1, and not binarised, except where the options say `DynamicBinarization = true`.
            - **Options**: {Options(Settings.Shared)}; those of a row are added to them. Each model has the weights of its last epoch.
            - **Negative ELBO**: in nats per image, summed over pixels and latent dimensions, with β = 1 whatever was minimised and one z
              drawn per image (`Evaluate(test, sampleSeed: {Settings.SampleSeed})`). Compare it only within one likelihood and one kind of
              pixels. A *cross-entropy* (grey pixels under Bernoulli) does not bound a density and is never below the entropy of the pixels;
              a *probability* is of black and white pixels or 8-bit levels; a *density* may give a negative value. "With k = 5" is the
              importance-weighted bound of 5 draws per image (Burda et al., 2016), a tighter bound on the same quantity.
            - **Squared error**: of the reconstruction at z = mean, averaged over images and pixels; where the network sees black and white
              pixels, of these.
            - **{Settings.Neighbours}-NN accuracy**: the share of test images classified correctly by a majority of the
              {Settings.Neighbours} nearest training images, by Euclidean distance between latents (z = mean).
            - **Active units**: latent dimensions whose posterior mean has a variance above 0.01 over the test images.
            - **One digit normal**: a model for each digit is fitted to the training images of that digit alone and scores all test
              images. The number is the area under the ROC curve (AUROC) of the digit against the nine others, averaged over the ten
              digits: the probability that an image of another digit scores higher. The columns are the choices of `AnomalyScore`.
            - **Seconds**: duration of `Fit`, of all ten where each digit has its own, without the health report. Nothing else differs
              when the page is generated again on the same machine.

            """));
        foreach (MeasuredSection section in sections)
            Append(page, section);
        return page.ToString();
    }

    /// <summary>A row's numbers in one line.</summary>
    public static string Summary(Measurement numbers) => string.Join(", ", Numbers(numbers));

    private static void Append(StringBuilder page, MeasuredSection section)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {section.Section.Title}\n\n{section.Section.Introduction}\n\n");
        AppendLine(page, [.. _columns, .. section.Section.Columns]);
        AppendLine(page, [.. _columns.Select(_ => "---"), .. section.Section.Columns.Select(_ => "--:")]);
        foreach (MeasuredRow row in section.Rows)
        {
            string[] numbers = Numbers(row.Numbers);
            if (row.Failure is not null)
                numbers = [$"**failed**: {row.Failure}", .. section.Section.Columns.Skip(1).Select(_ => Nothing)];
            AppendLine(page, [row.Row.Name, Code(row.Row.Formula), row.Row.Paper, Code(row.Row.Code), .. numbers]);
        }
    }

    private static void AppendLine(StringBuilder page, IEnumerable<string> cells) =>
        page.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");

    /// <summary>A bar or a line's end would end the cell, even in code.</summary>
    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|");

    private static string Code(string text) => text.Length == 0 ? Nothing : $"`{text}`";

    private static string[] Numbers(Measurement numbers) => numbers switch
    {
        { Aurocs: { } areas } => [.. areas.Select(area => Text(area, "F4")), Seconds(numbers)],
        { AurocsOfSeeds: { } areas } =>
            [Text(areas.Average(), "F4"), $"{Text(areas.Min(), "F4")} to {Text(areas.Max(), "F4")}", Seconds(numbers)],
        { SquaredErrorOfMissingPixels: { } error } => [Text(error, "F5"), Seconds(numbers)],
        { Losses: { } losses } =>
            [$"{Text(losses.Average(), "F2")} ({Text(losses.Min(), "F2")} to {Text(losses.Max(), "F2")})", Seconds(numbers)],
        _ => Losses(numbers),
    };

    private static string Seconds(Measurement numbers) => Text(numbers.TrainingTime?.TotalSeconds, "F0");

    private static string[] Losses(Measurement numbers) =>
    [
        Loss(numbers),
        Text(numbers.SquaredErrorPerPixel, "F5"),
        Text(numbers.NeighbourAccuracy, "F4"),
        Units(numbers),
        Seconds(numbers),
    ];

    private static string Loss(Measurement numbers)
    {
        if (numbers.NegativeElbo is not { } elbo)
            return Nothing;
        string loss = $"{Text(elbo, "F2")} {Name(numbers.PixelLoss)}";
        return numbers.Bound is { } bound ? $"{loss}; {Text(bound, "F2")} with k = {numbers.BoundSamples}" : loss;
    }

    private static string Units(Measurement numbers)
    {
        string units = numbers.ActiveUnits?.ToString(CultureInfo.InvariantCulture) ?? Nothing;
        return numbers.CodebookPerplexity is { } perplexity ? $"{units}; codebook perplexity {Text(perplexity, "F0")}" : units;
    }

    private static string Name(PixelLoss loss) => loss switch
    {
        PixelLoss.CrossEntropy => "cross-entropy",
        PixelLoss.Probability => "probability",
        PixelLoss.ReconstructionAlone => "cross-entropy, no divergence",
        _ => "density",
    };

    private static string Options(VaeOptions options) =>
        Invariant($"`LatentDimension = {options.LatentDimension}, Network = Network.FullyConnected([{Settings.HiddenSize}]), ") +
        Invariant($"Epochs = {options.Epochs}, BatchSize = {options.BatchSize}, LearningRate = {options.LearningRate}` with Adam, ") +
        Invariant($"`Seed = {options.Seed}`");

    private static string Text(double? number, string format) => number?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

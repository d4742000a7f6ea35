namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Odd rows of a table.</summary>
internal static class TableRows
{
    private const string Mixed =
        "(x − m)² / 2σ² of a standardized number, log(1 + Σ exp lᵢ) − lₖ of a category whose value is k, all above their least";

    public static Section Section { get; } = new("Odd rows of a table",
        FormattableString.Invariant($"A generated table of {PaymentProtocol.Rows:N0} payments with 20 numbers and 5 categories, which ")
            + "depend on each other by curves; in 1 % of the rows, one column has the value of another row. Fitted to all rows, without "
            + FormattableString.Invariant($"labels, with `Epochs = {Settings.Payments.Epochs}`, otherwise as above. ")
            + "AUROC: area under the ROC curve of the same rows. Reasons: of the odd rows among the highest 1 % of the scores, the share "
            + "whose changed column is among the two with the largest contributions. ML.NET's trainer gets normalized numbers.",
    [
        Baseline(5),
        Baseline(10),
        Baseline(20),
        new PaymentRow(
            "Mixed", Mixed, Papers.AutoEncodingVariationalBayes, options => options with { Likelihood = Likelihood.Mixed() }),
        new PaymentRow(
            "Mixed, 4 latent dimensions", Mixed, Papers.AutoEncodingVariationalBayes,
            options => options with { Likelihood = Likelihood.Mixed(), LatentDimension = 4 }),
        new PaymentRow(
            "Mixed, σ = 0.2 of each number's own", Mixed, Papers.AutoEncodingVariationalBayes,
            options => options with
            {
                Likelihood = Likelihood.Mixed(LikelihoodPart.Gaussian(0.2, 0..20), LikelihoodPart.Others),
            }),
    ])
    {
        Columns = ["AUROC", "reasons", "seconds"],
    };

    private static PaymentBaselineRow Baseline(int rank) => new(
        FormattableString.Invariant($"ML.NET's RandomizedPca, rank {rank}"), "‖x − mean − U Uᵀ(x − mean)‖ / ‖x − mean‖",
        Papers.Components, rank);
}

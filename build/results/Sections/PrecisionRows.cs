namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>What less precise products cost.</summary>
internal static class PrecisionRows
{
    public static Section Section { get; } = new(
        "Precision",
        FormattableString.Invariant($"The network of pytorch/examples: `LatentDimension = {Settings.Published.LatentDimension}, Epochs = ")
            + FormattableString.Invariant($"{Settings.Published.Epochs}`, otherwise as above, fitted to all 60,000 training images. ")
            + "The test loss is the negative ELBO; seconds are of all fits.",
    [
        new PrecisionRow("Single precision", "round(x · w), 24 significant bits", Papers.AutoEncodingVariationalBayes,
            options => options with { Precision = TrainingPrecision.Single }),
        new PrecisionRow("bfloat16 products", "round(round(x) · round(w)), 8 significant bits",
            "Kalamkar et al., \"A Study of BFLOAT16 for Deep Learning Training\", 2019",
            options => options with { Precision = TrainingPrecision.BFloat16 }),
    ])
    {
        Columns = [$"test loss, mean of {PrecisionRow.Seeds.Count} seeds (least to most)", "seconds"],
    };
}

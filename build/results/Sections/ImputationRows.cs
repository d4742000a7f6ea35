namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>What fills in missing pixels.</summary>
internal static class ImputationRows
{
    private const string Nazabal = "Nazábal, Olmos, Ghahramani and Valera, \"Handling Incomplete Heterogeneous Data using VAEs\", 2020";
    private const string Formula =
        "−Σ log p(x|z) of observed pixels + KL(q(z|x̃) ‖ N(0, I)), x̃ = observed pixels, of which some are hidden, and mask";

    public static Section Section { get; } = new("Missing pixels",
        FormattableString.Invariant($"Of training and test images, {MissingDigits.Share:P0} of the pixels are missing at random. ")
            + FormattableString.Invariant($"`LatentDimension = {Settings.Imputation.LatentDimension}, Epochs = ")
            + FormattableString.Invariant($"{Settings.Imputation.Epochs}, OnMissingValue = MissingValueBehavior.Impute`, otherwise as above; ")
            + "formulas are of what fills in a pixel or, for models, "
            + "of what training minimises.",
    [
        new ImputationBaselineRow("Mean of the observed pixels", "x̂ = mean", Papers.Components, Components: 0),
        new ImputationBaselineRow("32 principal components", "x̂ = mean + U Uᵀ(x − mean), again and again",
            "Ilin and Raiko, \"Practical Approaches to Principal Component Analysis in the Presence of Missing Values\", 2010",
            Components: 32),
        new ImputationRow("Bernoulli", Formula, Nazabal, options => options with { Likelihood = Likelihood.Bernoulli }),
        new ImputationRow("Gaussian, σ = 0.2", Formula, Nazabal, options => options with { Likelihood = Likelihood.Gaussian(0.2) }),
    ])
    {
        Columns = ["squared error of missing pixels", "seconds"],
    };
}

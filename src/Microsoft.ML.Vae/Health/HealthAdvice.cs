namespace Microsoft.ML.Vae.Health;

/// <summary>A report in words: what was found and, where something is wrong, what to change.</summary>
internal static class HealthAdvice
{
    /// <summary>The numbers, for the log.</summary>
    public static string Summary(ModelHealth health)
    {
        string baseline = health.PcaSquaredErrorPerPixel is { } error ? FormattableString.Invariant($", {error:G4} by PCA") : "";
        string units = FormattableString.Invariant($"{health.ActiveUnits} of {health.KlPerDimension.Count} latent dimensions active");
        string losses = FormattableString.Invariant(
            $"KL {health.KlDivergence:F3} nats per row, squared error per pixel {health.SquaredErrorPerPixel:G4}{baseline}");
        return FormattableString.Invariant($"Health on {health.SampleRows} training rows: {units}, {losses}");
    }

    /// <summary>KL of each dimension, for the log's details.</summary>
    public static string Dimensions(ModelHealth health) =>
        "KL per latent dimension: " + string.Join(", ", health.KlPerDimension.Select(nats => FormattableString.Invariant($"{nats:F3}")));

    /// <summary>What to warn of; null when nothing is wrong.</summary>
    public static string? Warning(ModelHealth health, VaeOptions options)
    {
        string units = FormattableString.Invariant($"{health.ActiveUnits} of {health.KlPerDimension.Count} latent dimensions are active");
        string squaredErrors = FormattableString.Invariant(
            $"squared error per pixel {health.PcaSquaredErrorPerPixel:G4}, the model's {health.SquaredErrorPerPixel:G4}");
        string errors = $"as many principal components reconstruct better ({squaredErrors})";
        return health.Verdict switch
        {
            HealthVerdict.Collapsed =>
                $"The {(HasPosterior(options) ? "posterior has" : "latents have")} collapsed: {units}, "
                + $"so every row is encoded about the same. {Loosen(options)}; or train longer, or with another LearningRate.",
            HealthVerdict.OverRegularized =>
                $"The model is over-regularized: {units}, and {errors}. "
                + $"{Loosen(options)}; or train longer; or use fewer dimensions, or PCA.",
            HealthVerdict.WorseThanPca =>
                $"The model is no better than a linear one: all {units}, but {errors}. "
                + "Train longer, with a larger Network or another LearningRate, or use PCA.",
            _ => null,
        };
    }

    private static bool HasPosterior(VaeOptions options) => options.Objective.Latent.HasPosterior;

    // Latents that are points have no divergence whose weight could be lowered.
    private static string Loosen(VaeOptions options) => HasPosterior(options)
        ? $"Give the divergence less weight than {options.Objective}, or lower the likelihood's standard deviation if it has one"
        : "Use a larger Network";
}

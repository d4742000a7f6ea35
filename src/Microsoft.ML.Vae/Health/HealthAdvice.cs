using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Health;

/// <summary>A report in words: what was found and, where something is wrong, what to change.</summary>
internal static class HealthAdvice
{
    /// <summary>The numbers, for the log.</summary>
    public static string Summary(ModelHealth health)
    {
        string baseline = health.PcaSquaredErrorPerPixel is { } error ? FormattableString.Invariant($", {error:G4} by PCA") : "";
        return FormattableString.Invariant(
            $"Health on {health.SampleRows} training rows: {health.ActiveUnits} of {health.KlPerDimension.Count} latent dimensions active, KL {health.KlDivergence:F3} nats per row, squared error per pixel {health.SquaredErrorPerPixel:G4}{baseline}");
    }

    /// <summary>KL of each dimension, for the log's details.</summary>
    public static string Dimensions(ModelHealth health) =>
        "KL per latent dimension: " + string.Join(", ", health.KlPerDimension.Select(nats => FormattableString.Invariant($"{nats:F3}")));

    /// <summary>What to warn of; null when nothing is wrong.</summary>
    public static string? Warning(ModelHealth health, VaeOptions options)
    {
        string units = FormattableString.Invariant($"{health.ActiveUnits} of {health.KlPerDimension.Count} latent dimensions are active");
        string errors = FormattableString.Invariant(
            $"principal components of the same number reconstruct better (squared error per pixel {health.PcaSquaredErrorPerPixel:G4}, the model's {health.SquaredErrorPerPixel:G4})");
        return health.Verdict switch
        {
            HealthVerdict.Collapsed =>
                $"The {(HasPosterior(options) ? "posterior has" : "codes have")} collapsed: {units}, so that every row gets about the same code. {Loosen(options)}; or train longer, or with another LearningRate.",
            HealthVerdict.OverRegularized =>
                $"The model is over-regularised: {units}, and {errors}. {Loosen(options)}; or train longer; or take fewer dimensions, or PCA.",
            HealthVerdict.WorseThanPca =>
                $"The model is no better than a linear one: all {units}, but {errors}. Train longer, with a larger Network or another LearningRate, or take PCA.",
            _ => null,
        };
    }

    private static bool HasPosterior(VaeOptions options) => options.Objective.Latent.HasPosterior;

    // Codes that are points have no divergence whose weight one could lower.
    private static string Loosen(VaeOptions options) => HasPosterior(options)
        ? $"Give the divergence less weight than the objective does ({options.Objective}), or lower the likelihood's standard deviation if it has one"
        : "Take a larger Network";
}

using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Health;

/// <summary>A report in words: what was found and, where something is wrong, what to change.</summary>
internal static class HealthAdvice
{
    /// <summary>The numbers, for the log.</summary>
    public static string Summary(TrainingHealth health)
    {
        string baseline = health.PcaSquaredErrorPerPixel is { } error ? FormattableString.Invariant($", {error:G4} by PCA") : "";
        return FormattableString.Invariant(
            $"Health on {health.SampleRows} training rows: {health.ActiveUnits} of {health.KullbackLeiblerPerDimension.Count} latent dimensions active, KL {health.KullbackLeibler:F3} nats per row, squared error per pixel {health.SquaredErrorPerPixel:G4}{baseline}");
    }

    /// <summary>KL of each dimension, for the log's details.</summary>
    public static string Dimensions(TrainingHealth health) =>
        "KL per latent dimension: " + string.Join(", ", health.KullbackLeiblerPerDimension.Select(nats => FormattableString.Invariant($"{nats:F3}")));

    /// <summary>What to warn of; null when nothing is wrong.</summary>
    public static string? Warning(TrainingHealth health, VaeOptions options)
    {
        string units = FormattableString.Invariant($"{health.ActiveUnits} of {health.KullbackLeiblerPerDimension.Count} latent dimensions are active");
        string errors = FormattableString.Invariant(
            $"principal components of the same number reconstruct better (squared error per pixel {health.PcaSquaredErrorPerPixel:G4}, the model's {health.SquaredErrorPerPixel:G4})");
        return health.Verdict switch
        {
            TrainingVerdict.Collapsed =>
                $"The {(HasPosterior(options) ? "posterior has" : "codes have")} collapsed: {units}, so that every row gets about the same code. {Loosen(options)}; or train longer, or with another LearningRate.",
            TrainingVerdict.OverRegularized =>
                $"The model is over-regularised: {units}, and {errors}. {Loosen(options)}; or train longer; or take fewer dimensions, or PCA.",
            TrainingVerdict.WorseThanPca =>
                $"The model is no better than a linear one: all {units}, but {errors}. Train longer, with larger HiddenSizes or another LearningRate, or take PCA.",
            _ => null,
        };
    }

    private static bool HasPosterior(VaeOptions options) => options.Objective is not { Latent: not LatentKind.Gaussian };

    // Codes that are points have no divergence whose weight one could lower.
    private static string Loosen(VaeOptions options) => !HasPosterior(options)
        ? "Take a larger Network"
        : options.Objective is { } objective
        ? $"Weigh the divergence less than the objective does ({objective}), or lower the likelihood's standard deviation if it has one"
        : options.Beta > 0
        ? FormattableString.Invariant($"Lower Beta, which is {options.Beta}, or the likelihood's standard deviation if it has one")
        : "Lower the likelihood's standard deviation if it has one";
}

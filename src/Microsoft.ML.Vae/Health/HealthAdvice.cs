namespace Microsoft.ML.Vae.Health;

/// <summary>A report in words: what was found and, where something is wrong, what to change.</summary>
internal static class HealthAdvice
{
    /// <summary>The numbers, for the log.</summary>
    public static string Summary(ModelHealth health)
    {
        string baseline = health.PcaSquaredErrorPerPixel is { } error ? FormattableString.Invariant($", {error:G4} by PCA") : "";
        string losses = FormattableString.Invariant(
            $"KL {health.KlDivergence:F3} nats per row, squared error per pixel {health.SquaredErrorPerPixel:G4}{baseline}");
        return FormattableString.Invariant($"Health on {health.SampleRows} training rows: {Units(health)} active, {losses}");
    }

    /// <summary>KL of each dimension, for the log's details.</summary>
    public static string Dimensions(ModelHealth health) =>
        "KL per latent dimension: " + string.Join(", ", health.KlPerDimension.Select(nats => FormattableString.Invariant($"{nats:F3}")));

    /// <summary>What to warn of; null when nothing is wrong.</summary>
    public static string? Warning(ModelHealth health, HealthEvidence evidence, VaeOptions options) => health.Verdict switch
    {
        HealthVerdict.Collapsed =>
            $"The {(HasPosterior(options) ? "posterior has" : "latents have")} collapsed: {Units(health)} are active, "
            + $"so every row is encoded about the same. {Loosen(options)}; or train longer, or with another LearningRate.",
        HealthVerdict.OverRegularized =>
            $"The model is over-regularized: {Units(health)} are active, and {PcaIsBetter(health)}. "
            + $"{Loosen(options)}; or train longer; or use fewer dimensions, or PCA.",
        HealthVerdict.WorseThanPca =>
            $"The model reconstructs no better than a linear one: all {Units(health)} are active, but {PcaIsBetter(health)}. "
            + "Train longer, with a larger Network or another LearningRate, or use PCA. Only squared errors of reconstructions were "
            + "compared: if the latents or scores do what they are for, nothing is wrong.",
        HealthVerdict.NotCentered => NotCentered(health, evidence),
        HealthVerdict.UnsuitableDeviation => UnsuitableDeviation(health, evidence, options),
        HealthVerdict.Diverged => Diverged(health, evidence),
        _ => null,
    };

    /// <summary>The verdict in words, and what to change; empty when that is nothing. Of a loaded model, no more is known.</summary>
    public static (string Finding, string Advice) Describe(ModelHealth health) => health.Verdict switch
    {
        HealthVerdict.Healthy => (
            $"{Units(health)} are active" + (health.PcaSquaredErrorPerPixel is { } error
                ? ", and the model reconstructs better than as many principal components (squared error per pixel "
                    + FormattableString.Invariant($"{health.SquaredErrorPerPixel:G3} against {error:G3}).")
                : "."),
            ""),
        HealthVerdict.Collapsed => (
            $"The latents have collapsed: {Units(health)} are active, so every row is encoded about the same.",
            "Give the KL divergence less weight, lower the likelihood's standard deviation if it has one, or train longer."),
        HealthVerdict.OverRegularized => (
            $"The model is over-regularized: {Units(health)} are active, and {PcaIsBetter(health)}.",
            "Give the KL divergence less weight, train longer, or use fewer dimensions."),
        HealthVerdict.WorseThanPca => (
            $"The model reconstructs no better than a linear one: all {Units(health)} are active, but {PcaIsBetter(health)}.",
            "Train longer, with a larger network or another learning rate."),
        HealthVerdict.NotCentered => (
            "The columns are not centered: in most, the mean is further from 0 than the standard deviation, and "
                + $"{Units(health)} are active.",
            "Center them before the fit, as with NormalizeMeanVariance(…, fixZero: false)."),
        HealthVerdict.UnsuitableDeviation => (
            FormattableString.Invariant($"The likelihood's standard deviation does not suit residuals of about ")
                + FormattableString.Invariant($"{HealthCheck.SuitableDeviation(health):G2}; {Units(health)} are active."),
            "Set one of about that size, or learn it with Likelihood.GaussianWithLearnedVariance()."),
        HealthVerdict.Diverged => (
            FormattableString.Invariant($"The training diverged: the squared error per pixel is {health.SquaredErrorPerPixel:G3}."),
            "Scale the input column, lower the learning rate, or set MaximumGradientNorm."),
        _ => (
            "There was too little to judge by: all rows are equal, or the fit made fewer than 100 optimizer steps.",
            "Train longer, on rows that differ."),
    };

    private static string NotCentered(ModelHealth health, HealthEvidence evidence) => FormattableString.Invariant(
        $"The columns are not centered: in {evidence.OffCenterSlots} of {evidence.VaryingSlots} slots, the mean is further from 0 than ")
        + $"the standard deviation, so that rows hardly differ for the likelihood, and {Units(health)} are active. "
        + "NormalizeMeanVariance leaves the means in place by default; use NormalizeMeanVariance(…, fixZero: false).";

    private static string UnsuitableDeviation(ModelHealth health, HealthEvidence evidence, VaeOptions options)
    {
        double deviation = HealthCheck.SuitableDeviation(health);
        string effect = evidence.Deviation > deviation
            ? $"so large that the divergence outweighs the reconstruction: {Units(health)} are active"
            : "so small that the reconstruction outweighs the divergence: samples from the prior will look like no row";
        return FormattableString.Invariant($"The likelihood's standard deviation of {evidence.Deviation:G3} does not suit residuals of ")
            + FormattableString.Invariant($"about {deviation:G2}, and is {effect}. ")
            + FormattableString.Invariant($"Set Likelihood = {options.Likelihood.CodeFor(deviation)}, ")
            + "or learn it with Likelihood.GaussianWithLearnedVariance().";
    }

    private static string Diverged(ModelHealth health, HealthEvidence evidence) => FormattableString.Invariant(
        $"The training diverged: the negative ELBO is {evidence.NegativeElbo:G3} nats per row, the squared error per pixel ")
        + FormattableString.Invariant($"{health.SquaredErrorPerPixel:G3}. Scale the input column, if its values are large; ")
        + "lower LearningRate; or set MaximumGradientNorm.";

    private static string Units(ModelHealth health) =>
        FormattableString.Invariant($"{health.ActiveUnits} of {health.KlPerDimension.Count} latent dimensions");

    private static string PcaIsBetter(ModelHealth health) => FormattableString.Invariant(
        $"as many principal components reconstruct better (squared error per pixel {health.PcaSquaredErrorPerPixel:G4}, the model's ")
        + FormattableString.Invariant($"{health.SquaredErrorPerPixel:G4}, on the same {health.SampleRows} training rows at z = mean)");

    private static bool HasPosterior(VaeOptions options) => options.Objective.Latent.HasPosterior;

    // Latents that are points have no divergence whose weight could be lowered.
    private static string Loosen(VaeOptions options) => HasPosterior(options)
        ? $"Give the divergence less weight than {options.Objective}, or lower the likelihood's standard deviation if it has one"
        : "Use a larger Network";
}

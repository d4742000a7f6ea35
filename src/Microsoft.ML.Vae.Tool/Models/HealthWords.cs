using static System.FormattableString;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>The health of a model in the words of the command line.</summary>
internal static class HealthWords
{
    public static string Verdict(ModelHealth health)
    {
        var units = Invariant($"{health.ActiveUnits} of {health.KlPerDimension.Count} latent dimensions are in use");
        var error = Invariant($"squared error {health.SquaredErrorPerPixel:G3} per value")
            + (health.PcaSquaredErrorPerPixel is { } pca ? Invariant($", by as many principal components {pca:G3}") : "");
        return $"health: {Text(health.Verdict)}: {units}; {error}";
    }

    /// <summary>What to try; null when nothing is wrong.</summary>
    public static string? Advice(ModelHealth health) => health.Verdict switch
    {
        HealthVerdict.Collapsed => "try: vae train with --beta 0.1, or with more --epochs",
        HealthVerdict.OverRegularized => "try: vae train with --beta 0.3, or with more --epochs, or with a smaller --latent",
        HealthVerdict.WorseThanPca => "try: vae train with more --epochs; the codes and scores may be good all the same",
        HealthVerdict.UnsuitableDeviation => "try: vae train with --likelihood gaussian, which learns the deviation",
        HealthVerdict.Diverged => "try: vae train with fewer --epochs or another --seed, and see whether the data has enormous values",
        HealthVerdict.NotCentered => "try: vae train on the table itself, whose numbers it standardizes",
        _ => null,
    };

    /// <summary>Whether these words say what a warning of the library says to programmers.</summary>
    public static bool Replace(string warning, ModelHealth health)
    {
        string? told = health.Verdict switch
        {
            HealthVerdict.Collapsed => "collapsed",
            HealthVerdict.OverRegularized => "over-regularized",
            HealthVerdict.WorseThanPca => "no better than a linear one",
            HealthVerdict.UnsuitableDeviation => "standard deviation",
            HealthVerdict.Diverged => "diverged",
            HealthVerdict.NotCentered => "not centered",
            _ => null,
        };
        return told is not null && warning.Contains(told, StringComparison.Ordinal);
    }

    private static string Text(HealthVerdict verdict) => verdict switch
    {
        HealthVerdict.Healthy => "good",
        HealthVerdict.NotJudged => "not judged, as the rows are all the same or the training was short",
        HealthVerdict.Collapsed => "collapsed, every row gets about the same code",
        HealthVerdict.OverRegularized => "over-regularized, principal components reconstruct better",
        HealthVerdict.WorseThanPca => "principal components reconstruct better",
        HealthVerdict.UnsuitableDeviation => "the likelihood's deviation does not suit the data",
        HealthVerdict.Diverged => "diverged",
        _ => "the columns are not centered",
    };
}

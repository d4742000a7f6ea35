namespace Microsoft.ML.Vae;

/// <summary>Which anomaly scores tell an anomaly; see <see cref="VaeOptions.ThresholdSides"/>.</summary>
public enum ThresholdSides
{
    /// <summary>Scores that are too high.</summary>
    Upper,

    /// <summary>Scores that are too high or too low: images that are simpler than any normal one, such as blank ones, score low.</summary>
    Both,
}

namespace Microsoft.ML.Vae;

/// <summary>Which anomaly scores tell an anomaly; see <see cref="VaeOptions.ThresholdSides"/>.</summary>
public enum ThresholdSides
{
    /// <summary>Scores that are too high.</summary>
    Upper,

    /// <summary>Scores that are too high, and scores that are too low: images that are simpler than any normal one, such as blank ones.</summary>
    Both,
}

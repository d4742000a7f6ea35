namespace Microsoft.ML.Vae;

/// <summary>How a fit went; see <see cref="VaeTransformer.Report"/>. It is saved with the model.</summary>
public sealed record TrainingReport
{
    /// <summary>Why the fit ended.</summary>
    public required TrainingStopReason End { get; init; }

    /// <summary>The epoch, from 1, at whose end the model had the weights that it has; 0 when the fit was canceled within the first.</summary>
    public required int WeightsEpoch { get; init; }

    /// <summary>Optimizer steps made.</summary>
    public required long Steps { get; init; }

    /// <summary>The health of the model; null when <see cref="VaeOptions.HealthReport"/> is off or the fit was canceled.</summary>
    public ModelHealth? Health { get; init; }
}

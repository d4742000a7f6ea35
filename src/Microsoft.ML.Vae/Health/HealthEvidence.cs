namespace Microsoft.ML.Vae.Health;

/// <summary>What a verdict rests on besides the numbers of <see cref="ModelHealth"/>.</summary>
internal sealed record HealthEvidence
{
    /// <summary>The negative ELBO in nats per row.</summary>
    public required double NegativeElbo { get; init; }

    /// <summary>Slots of the input whose values differ; 0 where they were not counted.</summary>
    public int VaryingSlots { get; init; }

    /// <summary>Those of them whose mean is further from 0 than their standard deviation.</summary>
    public int OffCenterSlots { get; init; }

    /// <summary>The mean of the squared scaled values; null where it was not measured.</summary>
    public double? MeanSquare { get; init; }

    /// <summary>The likelihood's fixed standard deviation; null if it has none, or none that has to suit the divergence.</summary>
    public double? Deviation { get; init; }
}

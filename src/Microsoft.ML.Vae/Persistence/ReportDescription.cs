using System.Text.Json.Serialization;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>How a fit went, as it stands in the file.</summary>
internal sealed record ReportDescription
{
    [JsonPropertyName("end")]
    public required int End { get; init; }

    [JsonPropertyName("weights_epoch")]
    public required int WeightsEpoch { get; init; }

    [JsonPropertyName("steps")]
    public required long Steps { get; init; }

    [JsonPropertyName("health")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HealthDescription? Health { get; init; }

    public static ReportDescription From(TrainingReport report) => new()
    {
        End = (int)report.End,
        WeightsEpoch = report.WeightsEpoch,
        Steps = report.Steps,
        Health = report.Health is { } health ? HealthDescription.From(health) : null,
    };

    public TrainingReport ToReport(int latentDimension, int epochs) =>
        Enum.IsDefined((TrainingStopReason)End) && WeightsEpoch >= 0 && WeightsEpoch <= epochs && Steps >= 0
            ? new TrainingReport { End = (TrainingStopReason)End, WeightsEpoch = WeightsEpoch, Steps = Steps, Health = Health?.ToHealth(latentDimension) }
            : throw Safetensors.Damaged("description", FormattableString.Invariant(
                $"a report of end {End}, weights of epoch {WeightsEpoch} of {epochs}, {Steps} steps"));
}

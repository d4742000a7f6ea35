using System.Text.Json.Serialization;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>The health of a model, as it stands in the file.</summary>
internal sealed record HealthDescription
{
    [JsonPropertyName("verdict")]
    public required int Verdict { get; init; }

    [JsonPropertyName("sample_rows")]
    public required long SampleRows { get; init; }

    [JsonPropertyName("active_units")]
    public required int ActiveUnits { get; init; }

    [JsonPropertyName("kl_per_dimension")]
    public required IReadOnlyList<double> KullbackLeiblerPerDimension { get; init; }

    [JsonPropertyName("squared_error")]
    public required double SquaredErrorPerPixel { get; init; }

    [JsonPropertyName("pca_squared_error")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PcaSquaredErrorPerPixel { get; init; }

    public static HealthDescription Of(TrainingHealth health) => new()
    {
        Verdict = (int)health.Verdict,
        SampleRows = health.SampleRows,
        ActiveUnits = health.ActiveUnits,
        KullbackLeiblerPerDimension = health.KullbackLeiblerPerDimension,
        SquaredErrorPerPixel = health.SquaredErrorPerPixel,
        PcaSquaredErrorPerPixel = health.PcaSquaredErrorPerPixel,
    };

    public TrainingHealth ToHealth(int latentDimension)
    {
        double[] numbers = [SquaredErrorPerPixel, PcaSquaredErrorPerPixel ?? 0, .. KullbackLeiblerPerDimension];
        if (!Enum.IsDefined((TrainingVerdict)Verdict) || SampleRows < 1 || ActiveUnits < 0 || ActiveUnits > latentDimension
            || KullbackLeiblerPerDimension.Count != latentDimension || !numbers.All(number => number >= 0 && double.IsFinite(number)))
        {
            throw Safetensors.Damaged("description", FormattableString.Invariant(
                $"a health of verdict {Verdict}, {SampleRows} rows, {ActiveUnits} active units, {KullbackLeiblerPerDimension.Count} divergences for {latentDimension} latent dimensions"));
        }
        return new TrainingHealth
        {
            Verdict = (TrainingVerdict)Verdict,
            SampleRows = SampleRows,
            ActiveUnits = ActiveUnits,
            KullbackLeiblerPerDimension = KullbackLeiblerPerDimension,
            SquaredErrorPerPixel = SquaredErrorPerPixel,
            PcaSquaredErrorPerPixel = PcaSquaredErrorPerPixel,
        };
    }
}

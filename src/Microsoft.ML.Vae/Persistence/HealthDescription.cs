using System.Text.Json.Serialization;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>The health of a model, as it stands in the file.</summary>
internal sealed record HealthDescription
{
    public required string Verdict { get; init; }
    public required long SampleRows { get; init; }
    public required int ActiveUnits { get; init; }
    public required IReadOnlyList<double> KlPerDimension { get; init; }

    [JsonPropertyName("squared_error")]
    public required double SquaredErrorPerPixel { get; init; }

    [JsonPropertyName("pca_squared_error")]
    public double? PcaSquaredErrorPerPixel { get; init; }

    public static HealthDescription From(ModelHealth health) => new()
    {
        Verdict = EnumNames.Of(health.Verdict),
        SampleRows = health.SampleRows,
        ActiveUnits = health.ActiveUnits,
        KlPerDimension = health.KlPerDimension,
        SquaredErrorPerPixel = health.SquaredErrorPerPixel,
        PcaSquaredErrorPerPixel = health.PcaSquaredErrorPerPixel,
    };

    public ModelHealth ToHealth(int latentDimension)
    {
        double[] numbers = [SquaredErrorPerPixel, PcaSquaredErrorPerPixel ?? 0, .. KlPerDimension];
        if (EnumNames.Parse<HealthVerdict>(Verdict) is not { } verdict || SampleRows < 1 || ActiveUnits < 0 || ActiveUnits > latentDimension
            || KlPerDimension.Count != latentDimension || !numbers.All(number => number >= 0 && double.IsFinite(number)))
        {
            throw Safetensors.Damaged("description", FormattableString.Invariant(
                $"a health of verdict '{Verdict}', {SampleRows} rows, {ActiveUnits} active units, {KlPerDimension.Count} divergences ")
                + FormattableString.Invariant($"for {latentDimension} latent dimensions"));
        }
        return new ModelHealth
        {
            Verdict = verdict,
            SampleRows = SampleRows,
            ActiveUnits = ActiveUnits,
            KlPerDimension = KlPerDimension,
            SquaredErrorPerPixel = SquaredErrorPerPixel,
            PcaSquaredErrorPerPixel = PcaSquaredErrorPerPixel,
        };
    }
}

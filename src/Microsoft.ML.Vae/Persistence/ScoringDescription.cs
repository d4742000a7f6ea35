using System.Text.Json.Serialization;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>How a model scores rows, as it stands in the file; its larger parts are <see cref="ScoreTensors"/>.</summary>
internal sealed record ScoringDescription
{
    private static readonly Dictionary<string, AnomalyScore> _kinds = new()
    {
        ["excess"] = Vae.AnomalyScore.Excess,
        ["negative_elbo"] = Vae.AnomalyScore.NegativeElbo,
        ["reconstruction_error"] = Vae.AnomalyScore.ReconstructionError,
        ["kullback_leibler"] = Vae.AnomalyScore.KullbackLeibler,
        ["latent_density"] = Vae.AnomalyScore.LatentDensity,
        ["complexity_corrected"] = Vae.AnomalyScore.ComplexityCorrected,
    };

    private const string ImportanceWeighted = "importance_weighted";

    public required string Kind { get; init; }

    public int? Samples { get; init; }

    [JsonPropertyName("latents")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasLatents { get; init; }

    public float? Lowest { get; init; }

    public float? Highest { get; init; }

    public float? UpperThreshold { get; init; }

    public float? LowerThreshold { get; init; }

    public int? CalibrationRows { get; init; }

    public string? Sides { get; init; }

    /// <summary>What the groups of contributions are called; null: each slot has its own.</summary>
    public IReadOnlyList<string>? ContributionColumns { get; init; }

    /// <summary>The slots of each group.</summary>
    public IReadOnlyList<int>? ContributionSlots { get; init; }

    public static ScoringDescription From(Scoring scoring) => new()
    {
        Kind = scoring.Score is ImportanceWeightedScore ? ImportanceWeighted : _kinds.Single(kind => kind.Value == scoring.Score).Key,
        Samples = (scoring.Score as ImportanceWeightedScore)?.Samples,
        HasLatents = scoring.Statistics.LatentMean is not null,
        Lowest = scoring.Statistics.Lowest,
        Highest = scoring.Statistics.Highest,
        UpperThreshold = scoring.Thresholds?.Upper,
        LowerThreshold = scoring.Thresholds?.Lower,
        CalibrationRows = scoring.Calibration?.Sorted.Length,
        Sides = scoring.Calibration is { } calibration ? EnumNames.Of(calibration.Sides) : null,
        ContributionColumns = scoring.Groups?.Names,
        ContributionSlots = scoring.Groups?.Sizes,
    };

    public IEnumerable<ExpectedTensor> ExpectedTensors(int latentDimension)
    {
        if (CalibrationRows is < 1 or > CalibrationScores.Most)
            throw Damaged($"{CalibrationRows} calibration rows");
        return ScoreTensors.Expected(latentDimension, HasLatents, CalibrationRows);
    }

    public Scoring ToScoring(Safetensors file, ColumnLayout columns, bool hasPosterior, int inputSize)
    {
        AnomalyScore score = ToScore();
        if (score.NeedsPosterior && !hasPosterior || columns.ScoreContributions is not null && !score.HasContributions
            || columns.HasScores && score is LatentDensityScore && !HasLatents)
        {
            throw Damaged($"anomaly score '{Kind}' for this model");
        }
        return new Scoring(score)
        {
            Statistics = Statistics(file),
            Groups = Groups(columns, inputSize),
            Thresholds = Thresholds(isNeeded: columns.PredictedLabel is not null),
            Calibration = Calibration(file, isNeeded: columns.PValue is not null),
        };
    }

    private AnomalyScore ToScore() => (Kind, Samples) switch
    {
        (ImportanceWeighted, >= 1 and <= Vae.AnomalyScore.MostSamples and { } samples) => Vae.AnomalyScore.ImportanceWeighted(samples),
        ({ } kind, null) when _kinds.TryGetValue(kind, out AnomalyScore? score) => score,
        _ => throw Damaged($"anomaly score '{Kind}' with {Samples} samples"),
    };

    private ContributionGroups? Groups(ColumnLayout columns, int inputSize)
    {
        if (ContributionColumns is null && ContributionSlots is null)
            return null;
        bool fits = ContributionColumns is not null && ContributionSlots is not null && ContributionColumns.Count == ContributionSlots.Count
            && ContributionColumns.All(name => name is not null) && ContributionSlots.All(slots => slots >= 1)
            && ContributionSlots.Sum(slots => (long)slots) == inputSize && !columns.DecodesToImages;
        return fits
            ? new ContributionGroups(ContributionColumns!, ContributionSlots!)
            : throw Damaged($"contributions of {ContributionColumns?.Count} columns for {inputSize} slots");
    }

    private ScoreStatistics Statistics(Safetensors file)
    {
        if (Lowest is null != Highest is null || Lowest > Highest)
            throw Damaged($"values from {Lowest} to {Highest}");
        (double[]? mean, double[]? precision) = HasLatents ? ScoreTensors.Latents(file) : default((double[]?, double[]?));
        return new ScoreStatistics { LatentMean = mean, LatentPrecision = precision, Lowest = Lowest, Highest = Highest };
    }

    private ScoreThresholds? Thresholds(bool isNeeded) => UpperThreshold switch
    {
        { } upper when float.IsFinite(upper) && (LowerThreshold is not { } lower || float.IsFinite(lower)) => new(upper, LowerThreshold),
        null when LowerThreshold is null && !isNeeded => null,
        _ => throw Damaged($"score thresholds {LowerThreshold} and {UpperThreshold}"),
    };

    private CalibrationScores? Calibration(Safetensors file, bool isNeeded)
    {
        ThresholdSides? sides = EnumNames.Parse<ThresholdSides>(Sides);
        if (CalibrationRows is null != sides is null || Sides is null != sides is null || isNeeded && sides is null)
            throw Damaged($"{CalibrationRows} calibration rows for the sides '{Sides}'");
        return sides is { } known ? ScoreTensors.Scores(file, known) : null;
    }

    private static ModelFormatException Damaged(FormattableString what) =>
        Safetensors.Damaged("description", FormattableString.Invariant(what));
}

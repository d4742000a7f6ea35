using System.Globalization;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae;

/// <summary>Checks a whole options object before any data is touched, and reports every fault at once.</summary>
internal static class VaeOptionsValidator
{
    private const int MaximumLatentDimension = 4096;
    private const int MaximumBatchSize = 1 << 20;
    private const int MaximumEpochs = 1_000_000;
    private const long MaximumPairs = 1L << 26;   // numbers, of which a step holds some ten times as many
    private const double MaximumRate = 1e6;
    private const double MaximumContamination = 0.5;
    private const double MaximumValidationFraction = 0.5;
    private const double MaximumNorm = 1e12;
    private const long MinimumCacheBytes = 1L << 20;

    public static void Check(VaeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.OutputColumnName, "outputColumnName");
        ArgumentNullException.ThrowIfNull(options.Network, nameof(options.Network));
        ArgumentNullException.ThrowIfNull(options.Objective, nameof(options.Objective));
        ArgumentNullException.ThrowIfNull(options.Likelihood, nameof(options.Likelihood));
        ArgumentNullException.ThrowIfNull(options.Optimizer, nameof(options.Optimizer));
        ArgumentNullException.ThrowIfNull(options.LearningRateSchedule, nameof(options.LearningRateSchedule));
        if (options.Checkpoints is { } checkpoints)
            ArgumentNullException.ThrowIfNull(checkpoints.Folder, $"{nameof(options.Checkpoints)}.{nameof(checkpoints.Folder)}");

        string faults = string.Join(" ", Faults(options));
        if (faults.Length > 0)
            throw new ArgumentOutOfRangeException(nameof(options), faults);
    }

    private static IEnumerable<string> Faults(VaeOptions o) =>
        ColumnNameFaults(o).Concat(NetworkFaults(o)).Concat(TrainingFaults(o)).Concat(ControlFaults(o)).Concat(CheckpointFaults(o)).Concat(ObjectiveFaults(o)).Concat(CodeFaults(o));

    private static IEnumerable<string> ColumnNameFaults(VaeOptions o)
    {
        (string Option, string? Name)[] outputs =
        [
            (nameof(o.OutputColumnName), o.OutputColumnName),
            (nameof(o.LatentLogVarianceColumnName), o.LatentLogVarianceColumnName),
            (nameof(o.LatentSampleColumnName), o.LatentSampleColumnName),
            (nameof(o.LatentIndexColumnName), o.LatentIndexColumnName),
            (nameof(o.ReconstructionColumnName), o.ReconstructionColumnName),
            (nameof(o.SampleColumnName), o.SampleColumnName),
            (nameof(o.ScoreColumnName), o.ScoreColumnName),
            (nameof(o.PredictedLabelColumnName), o.PredictedLabelColumnName),
        ];
        var takenBy = new Dictionary<string, string>();
        (string, string?)[] inputs = [(nameof(o.InputColumnName), o.InputColumnName), (nameof(o.ConditionColumnName), o.ConditionColumnName)];
        foreach ((string option, string? name) in outputs.Concat(inputs))
        {
            if (name is not null && string.IsNullOrWhiteSpace(name))
                yield return $"{option} is empty or white space; must be a column name.";
        }
        foreach ((string option, string? name) in outputs)
        {
            if (name is not null && !takenBy.TryAdd(name, option))
                yield return $"{option} is '{name}' like {takenBy[name]}; must be another name.";
        }
        if (o.ConditionColumnName is { } condition && condition == (o.InputColumnName ?? o.OutputColumnName))
            yield return $"{nameof(o.ConditionColumnName)} is '{condition}' like the input column; must be another name.";
        else if (o.ConditionColumnName == o.OutputColumnName)
            yield return $"{nameof(o.ConditionColumnName)} is '{o.OutputColumnName}' like {nameof(o.OutputColumnName)}; must be another name, as codes are decoded beside their conditions.";
    }

    private static IEnumerable<string> NetworkFaults(VaeOptions o)
    {
        if (o.LatentDimension is < 1 or > MaximumLatentDimension)
            yield return Fault(nameof(o.LatentDimension), o.LatentDimension, $"in [1, {MaximumLatentDimension}]");
        foreach (string fault in o.Image?.Faults() ?? [])
            yield return fault;
        if (!Enum.IsDefined(o.ImageOutput))
            yield return Fault(nameof(o.ImageOutput), o.ImageOutput, string.Join(", ", Enum.GetNames<ImageOutput>()));
        if (o.PixelScaling is { IsValid: false } scaling)
            yield return Fault(nameof(o.PixelScaling), scaling, "a finite Offset and a finite Scale that is not 0");
    }

    private static IEnumerable<string> TrainingFaults(VaeOptions o)
    {
        if (o.DynamicBinarization && o.Likelihood is not BernoulliLikelihood)
            yield return Fault(nameof(o.DynamicBinarization), $"{true} with the {o.Likelihood} likelihood", $"{false}, or Likelihood.Bernoulli");
        if (o.LearningRate is not (> 0 and <= MaximumRate))
            yield return Fault(nameof(o.LearningRate), o.LearningRate, $"in (0, {MaximumRate}]");
        if (o.BatchSize is < 1 or > MaximumBatchSize)
            yield return Fault(nameof(o.BatchSize), o.BatchSize, $"in [1, {MaximumBatchSize}]");
        if (o.Epochs is < 1 or > MaximumEpochs)
            yield return Fault(nameof(o.Epochs), o.Epochs, $"in [1, {MaximumEpochs}]");
        if (o.Contamination is not (> 0 and <= MaximumContamination))
            yield return Fault(nameof(o.Contamination), o.Contamination, FormattableString.Invariant($"in (0, {MaximumContamination}]"));
        if (!Enum.IsDefined(o.OnInvalidTrainingRow))
            yield return Fault(nameof(o.OnInvalidTrainingRow), o.OnInvalidTrainingRow, $"{InvalidRowBehavior.Throw} or {InvalidRowBehavior.Skip}");
        if (!Enum.IsDefined(o.OnCancellation))
            yield return Fault(nameof(o.OnCancellation), o.OnCancellation, $"{CancellationBehavior.Throw} or {CancellationBehavior.KeepBest}");
        if (o.InputCacheBytes < MinimumCacheBytes)
            yield return Fault(nameof(o.InputCacheBytes), o.InputCacheBytes, $"at least {MinimumCacheBytes}");
    }

    private static IEnumerable<string> ControlFaults(VaeOptions o)
    {
        if (o.MaximumGradientNorm is { } norm and not (> 0 and <= MaximumNorm))
            yield return Fault(nameof(o.MaximumGradientNorm), norm, $"in (0, {MaximumNorm}]");
        if (o.ValidationFraction is not (>= 0 and <= MaximumValidationFraction))
            yield return Fault(nameof(o.ValidationFraction), o.ValidationFraction, FormattableString.Invariant($"in [0, {MaximumValidationFraction}]"));
        if (!Enum.IsDefined(o.OnDivergence))
            yield return Fault(nameof(o.OnDivergence), o.OnDivergence, $"{DivergenceBehavior.Throw} or {DivergenceBehavior.KeepBest}");
        if (o.EarlyStopping is not { } stopping)
            yield break;
        if (stopping.Patience is < 1 or > MaximumEpochs)
            yield return Fault($"{nameof(o.EarlyStopping)}.{nameof(stopping.Patience)}", stopping.Patience, $"in [1, {MaximumEpochs}]");
        if (stopping.MinimumImprovement is not (>= 0 and <= MaximumRate))
            yield return Fault($"{nameof(o.EarlyStopping)}.{nameof(stopping.MinimumImprovement)}", stopping.MinimumImprovement, $"in [0, {MaximumRate}]");
        if (stopping.WarmupEpochs is < 0 or > MaximumEpochs)
            yield return Fault($"{nameof(o.EarlyStopping)}.{nameof(stopping.WarmupEpochs)}", stopping.WarmupEpochs, $"in [0, {MaximumEpochs}]");
    }

    private static IEnumerable<string> CheckpointFaults(VaeOptions o)
    {
        if (o.Checkpoints is not { } checkpoints)
            yield break;
        string folder = $"{nameof(o.Checkpoints)}.{nameof(checkpoints.Folder)}";
        if (string.IsNullOrWhiteSpace(checkpoints.Folder))
            yield return $"{folder} is empty or white space; must be the path of a folder.";
        else if (checkpoints.Folder.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            yield return $"{folder} is '{checkpoints.Folder.Replace("\0", "\\0", StringComparison.Ordinal)}'; must be the path of a folder.";
        if (checkpoints.Interval <= TimeSpan.Zero && checkpoints.Interval != Timeout.InfiniteTimeSpan)
            yield return Fault($"{nameof(o.Checkpoints)}.{nameof(checkpoints.Interval)}", checkpoints.Interval, "above 0, or Timeout.InfiniteTimeSpan");
    }

    private static IEnumerable<string> ObjectiveFaults(VaeOptions o)
    {
        Objective objective = o.Objective;
        if ((long)o.BatchSize * objective.SamplesPerRow > MaximumBatchSize)
            yield return Fault(nameof(o.BatchSize), o.BatchSize, $"at most {MaximumBatchSize / objective.SamplesPerRow} with {objective.SamplesPerRow} draws per row");
        if (objective.LargestTensor(o.BatchSize, o.LatentDimension) is var size && size > MaximumPairs)
            yield return Fault(nameof(o.BatchSize), o.BatchSize, $"at most {Math.Floor(Math.Sqrt((double)MaximumPairs / size) * o.BatchSize)}, as this objective compares all rows of a batch");
    }

    /// <summary>What there cannot be with the codes that the objective makes.</summary>
    private static IEnumerable<string> CodeFaults(VaeOptions o)
    {
        BottleneckSpec latent = o.Objective.Latent;
        (string Option, string? Name, bool IsThere, string Wanted)[] columns =
        [
            (nameof(o.LatentLogVarianceColumnName), o.LatentLogVarianceColumnName, latent.HasPosterior, "an objective whose codes have a variance"),
            (nameof(o.LatentSampleColumnName), o.LatentSampleColumnName, latent.HasPosterior, "an objective whose codes have a variance"),
            (nameof(o.LatentIndexColumnName), o.LatentIndexColumnName, latent.Codebook is not null, $"{nameof(Objective)}.{nameof(Objective.VectorQuantization)}"),
            (nameof(o.SampleColumnName), o.SampleColumnName, latent.HasPrior, "an objective with a prior to draw from"),
        ];
        foreach ((string option, string? name, bool isThere, string wanted) in columns)
        {
            if (name is not null && !isThere)
                yield return $"{option} is '{name}' with the objective {o.Objective}; must be null, or with {wanted}.";
        }
        if (latent.Codebook is { } codebook && o.LatentDimension % codebook.Groups != 0)
            yield return Fault(nameof(o.LatentDimension), o.LatentDimension, $"a multiple of {codebook.Groups}, the groups of the codebook");
    }

    private static string Fault(string option, object got, string wanted) =>
        string.Create(CultureInfo.InvariantCulture, $"{option} is {got}; must be {wanted}.");
}

using System.Numerics;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae;

/// <summary>Checks all options before any data is read, and reports every fault in one exception.</summary>
internal static class VaeOptionsValidator
{
    internal const int MaximumLatentDimension = 4096;
    private const int MaximumInputSize = int.MaxValue / sizeof(float);
    private const int MaximumBatchSize = 1 << 20;
    private const int MaximumBatches = 1 << 10;   // of a step
    private const int MaximumSnapshots = 256;
    private const int MaximumEpochs = 1_000_000;
    private const long MaximumPairs = 1L << 26;   // elements; a step holds about ten such tensors
    internal const double MaximumContamination = 0.5;
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
        ArgumentNullException.ThrowIfNull(options.AnomalyScore, nameof(options.AnomalyScore));
        ArgumentNullException.ThrowIfNull(options.Optimizer, nameof(options.Optimizer));
        ArgumentNullException.ThrowIfNull(options.LearningRateSchedule, nameof(options.LearningRateSchedule));
        if (options.Checkpoints is { } checkpoints)
            ArgumentNullException.ThrowIfNull(checkpoints.Folder, $"{nameof(options.Checkpoints)}.{nameof(checkpoints.Folder)}");

        string faults = string.Join(" ", Faults(options));
        if (faults.Length > 0)
            throw new ArgumentOutOfRangeException(nameof(options), faults);
    }

    private static IEnumerable<string> Faults(VaeOptions o) =>
    [
        .. ColumnNameFaults(o), .. ConditionNameFaults(o), .. ObjectiveColumnFaults(o), .. ScoreFaults(o), .. InputFaults(o),
        .. ModelFaults(o), .. OptimisationFaults(o), .. BatchSizeFaults(o), .. ValidationFaults(o), .. EarlyStoppingFaults(o),
        .. RunFaults(o),
    ];

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
            (nameof(o.PValueColumnName), o.PValueColumnName),
            (nameof(o.ScoreContributionsColumnName), o.ScoreContributionsColumnName),
            (nameof(o.IsValidColumnName), o.IsValidColumnName),
        ];
        (string Option, string? Name)[] inputs =
        [
            (nameof(o.InputColumnName), o.InputColumnName), (nameof(o.ConditionColumnName), o.ConditionColumnName),
            (nameof(o.SampleSeedColumnName), o.SampleSeedColumnName),
        ];
        foreach ((string option, string? name) in outputs.Concat(inputs))
        {
            if (name is not null && string.IsNullOrWhiteSpace(name))
                yield return $"{option} is empty or white space; must be a column name.";
        }
        var takenBy = new Dictionary<string, string>();
        foreach ((string option, string? name) in outputs)
        {
            if (name is not null && !takenBy.TryAdd(name, option))
                yield return SameName(option, name, takenBy[name]);
        }
    }

    private static IEnumerable<string> ConditionNameFaults(VaeOptions o)
    {
        if (o.ConditionColumnName is not { } name)
            yield break;
        if (name == o.InputOrOutputColumnName)
            yield return SameName(nameof(o.ConditionColumnName), name, "the input column");
        else if (name == o.OutputColumnName)   // decoding reads both columns
            yield return SameName(nameof(o.ConditionColumnName), name, nameof(o.OutputColumnName));
    }

    private static string SameName(string option, string name, string other) =>
        $"{option} is '{name}', the same as {other}; must be a different name.";

    /// <summary>Columns that models trained with the objective do not have.</summary>
    private static IEnumerable<string> ObjectiveColumnFaults(VaeOptions o)
    {
        BottleneckSpec latent = o.Objective.Latent;
        (string Option, string? Name, bool Exists, string Part)[] columns =
        [
            (nameof(o.LatentLogVarianceColumnName), o.LatentLogVarianceColumnName, latent.HasPosterior, "Gaussian posterior"),
            (nameof(o.LatentSampleColumnName), o.LatentSampleColumnName, latent.HasPosterior, "Gaussian posterior"),
            (nameof(o.LatentIndexColumnName), o.LatentIndexColumnName, latent.Codebook is not null, "codebook"),
            (nameof(o.SampleColumnName), o.SampleColumnName, latent.HasPrior, "prior"),
        ];
        return columns.Where(column => column.Name is not null && !column.Exists).Select(column =>
            Guard.Fault(column.Option, $"'{column.Name}'", $"null, because the objective ({o.Objective}) has no {column.Part}"));
    }

    private static IEnumerable<string> ScoreFaults(VaeOptions o)
    {
        if (o.AnomalyScore.NeedsPosterior && !o.Objective.Latent.HasPosterior)
        {
            yield return Guard.Fault(
                nameof(o.AnomalyScore), o.AnomalyScore, $"another score, because the objective ({o.Objective}) has no Gaussian posterior");
        }
        if (o.ScoreContributionsColumnName is { } name && !o.AnomalyScore.HasContributions)
        {
            yield return Guard.Fault(
                nameof(o.ScoreContributionsColumnName), $"'{name}'", $"null, because {o.AnomalyScore} is no sum over the slots of a row");
        }
    }

    private static IEnumerable<string> InputFaults(VaeOptions o)
    {
        foreach (string fault in o.Image?.Faults() ?? [])
            yield return fault;
        foreach (string fault in RangeFaults(nameof(o.InputSize), o.InputSize ?? 1, 1, MaximumInputSize))
            yield return fault;
        if (o.InputSize is { } size && o.Image is { } image && image.Size != size)
            yield return Guard.Fault(nameof(o.InputSize), size, $"{image.Size}, the size of an image of {image}");
        if (o.PixelScaling is { IsValid: false } scaling)
            yield return Guard.Fault(nameof(o.PixelScaling), scaling, "a finite Offset and a finite Scale that is not 0");
        if (o.Likelihood is MixedLikelihood)
        {
            if (o.PixelScaling is { } set)
                yield return Guard.Fault(nameof(o.PixelScaling), set, "null with the mixed likelihood, which standardizes numbers itself");
            if (o.Image is not null || o.ImageOutput == ImageOutput.Image)
                yield return Guard.Fault(nameof(o.Likelihood), o.Likelihood, "another one for images");
            if (o.OnMissingValue == MissingValueBehavior.Impute)
            {
                yield return Guard.Fault(
                    nameof(o.OnMissingValue), o.OnMissingValue, $"{MissingValueBehavior.Throw} with the mixed likelihood");
            }
        }
        if (o.DynamicBinarization && o.Likelihood is not BernoulliLikelihood)
        {
            yield return Guard.Fault(
                nameof(o.DynamicBinarization), $"{true} with the likelihood {o.Likelihood}", $"{false} unless the likelihood is Bernoulli");
        }
        if (o.InputCacheBytes < MinimumCacheBytes)
            yield return Guard.Fault(nameof(o.InputCacheBytes), o.InputCacheBytes, $"at least {MinimumCacheBytes}");
        foreach (string fault in DiskCacheFaults(o))
            yield return fault;
        if (o.OutputCacheBytes < 0)
            yield return Guard.Fault(nameof(o.OutputCacheBytes), o.OutputCacheBytes, "at least 0");
    }

    private static IEnumerable<string> ModelFaults(VaeOptions o)
    {
        foreach (string fault in RangeFaults(nameof(o.LatentDimension), o.LatentDimension, 1, MaximumLatentDimension))
            yield return fault;
        if (o.Objective.Latent.Codebook is { } codebook && o.LatentDimension % codebook.Groups != 0)
        {
            yield return Guard.Fault(
                nameof(o.LatentDimension), o.LatentDimension, $"a multiple of {codebook.Groups}, the number of codebook groups");
        }
    }

    private static IEnumerable<string> OptimisationFaults(VaeOptions o) =>
    [
        .. RangeFaults(nameof(o.Epochs), o.Epochs ?? 1, 1, MaximumEpochs),
        .. RangeFaults(nameof(o.BatchSize), o.BatchSize ?? 1, 1, MaximumBatchSize),
        .. RangeFaults(nameof(o.GradientAccumulationSteps), o.GradientAccumulationSteps, 1, MaximumBatches),
        .. PositiveFaults(nameof(o.LearningRate), o.LearningRate, Guard.Largest),
        .. PositiveFaults(nameof(o.MaximumGradientNorm), o.MaximumGradientNorm ?? MaximumNorm, MaximumNorm),
    ];

    /// <summary>Batches that are too large for the objective.</summary>
    private static IEnumerable<string> BatchSizeFaults(VaeOptions o)
    {
        int batchSize = o.BatchSize ?? TrainingPlan.LargestBatchSize;
        if (batchSize is < 1 or > MaximumBatchSize)
            yield break;
        int samples = o.Objective.SamplesPerRow;
        if ((long)batchSize * samples > MaximumBatchSize)
        {
            yield return Guard.Fault(
                nameof(o.BatchSize), batchSize, $"at most {MaximumBatchSize / samples} with {samples} draws per row");
        }
        if (o.Objective.LargestTensor(batchSize, o.LatentDimension) is var size && size > MaximumPairs)
        {
            double largest = Math.Floor(Math.Sqrt((double)MaximumPairs / size) * batchSize);
            yield return Guard.Fault(
                nameof(o.BatchSize), batchSize, $"at most {largest}, because the objective compares all rows of a batch");
        }
    }

    private static IEnumerable<string> ValidationFaults(VaeOptions o) =>
    [
        .. PositiveFaults(nameof(o.Contamination), o.Contamination, MaximumContamination),
        .. RangeFaults(nameof(o.ValidationFraction), o.ValidationFraction, 0, MaximumValidationFraction),
    ];

    private static IEnumerable<string> EarlyStoppingFaults(VaeOptions o)
    {
        if (o.EarlyStopping is not { } stopping)
            return [];
        const string option = $"{nameof(o.EarlyStopping)}.";
        return
        [
            .. RangeFaults(option + nameof(stopping.Patience), stopping.Patience, 1, MaximumEpochs),
            .. RangeFaults(option + nameof(stopping.MinimumImprovement), stopping.MinimumImprovement, 0, Guard.Largest),
            .. RangeFaults(option + nameof(stopping.WarmupEpochs), stopping.WarmupEpochs, 0, MaximumEpochs),
        ];
    }

    private static IEnumerable<string> RunFaults(VaeOptions o) =>
    [
        .. EnumFaults(o.ImageOutput, nameof(o.ImageOutput)),
        .. EnumFaults(o.ContributionGrouping, nameof(o.ContributionGrouping)),
        .. EnumFaults(o.ThresholdSides, nameof(o.ThresholdSides)),
        .. EnumFaults(o.OnInvalidTrainingRow, nameof(o.OnInvalidTrainingRow)),
        .. EnumFaults(o.OnInvalidRow, nameof(o.OnInvalidRow)),
        .. EnumFaults(o.OnOutOfRange, nameof(o.OnOutOfRange)),
        .. EnumFaults(o.OnMissingValue, nameof(o.OnMissingValue)),
        .. EnumFaults(o.OnDivergence, nameof(o.OnDivergence)),
        .. EnumFaults(o.FrozenParts, nameof(o.FrozenParts)),
        .. EnumFaults(o.Engine, nameof(o.Engine)),
        .. EnumFaults(o.Precision, nameof(o.Precision)),
        .. PrecisionFaults(o),
        .. EnumFaults(o.OnCancellation, nameof(o.OnCancellation)),
        .. CheckpointFaults(o),
        .. RangeFaults($"{nameof(o.SnapshotSamples)}.{nameof(SnapshotOptions.Count)}", o.SnapshotSamples?.Count ?? 1, 1, MaximumSnapshots),
    ];

    private static IEnumerable<string> PrecisionFaults(VaeOptions o)
    {
        if (o.Precision == TrainingPrecision.BFloat16 && o.Engine == TrainingEngine.Autograd)
        {
            yield return Guard.Fault(
                nameof(o.Precision), o.Precision, $"{TrainingPrecision.Single} with {nameof(o.Engine)} = {TrainingEngine.Autograd}");
        }
    }

    private static IEnumerable<string> CheckpointFaults(VaeOptions o)
    {
        if (o.Checkpoints is not { } checkpoints)
            yield break;
        string folder = $"{nameof(o.Checkpoints)}.{nameof(checkpoints.Folder)}";
        string interval = $"{nameof(o.Checkpoints)}.{nameof(checkpoints.Interval)}";
        foreach (string fault in FolderFaults(folder, checkpoints.Folder))
            yield return fault;
        if (checkpoints.Interval <= TimeSpan.Zero && checkpoints.Interval != Timeout.InfiniteTimeSpan)
            yield return Guard.Fault(interval, checkpoints.Interval, "above 0, or Timeout.InfiniteTimeSpan");
        foreach (string fault in EnumFaults(checkpoints.OnDataChanged, $"{nameof(o.Checkpoints)}.{nameof(checkpoints.OnDataChanged)}"))
            yield return fault;
    }

    private static IEnumerable<string> DiskCacheFaults(VaeOptions o)
    {
        if (o.DiskCache is not { } cache)
            yield break;
        foreach (string fault in FolderFaults($"{nameof(o.DiskCache)}.{nameof(cache.Folder)}", cache.Folder))
            yield return fault;
        if (cache.MaximumBytes < MinimumCacheBytes)
        {
            yield return Guard.Fault(
                $"{nameof(o.DiskCache)}.{nameof(cache.MaximumBytes)}", cache.MaximumBytes, $"at least {MinimumCacheBytes}");
        }
    }

    private static IEnumerable<string> FolderFaults(string option, string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
            yield return Guard.Fault(option, "empty or white space", "the path of a folder");
        else if (folder.IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            yield return Guard.Fault(option, $"'{folder.Replace("\0", "\\0", StringComparison.Ordinal)}'", "the path of a folder");
    }

    private static IEnumerable<string> EnumFaults<T>(T value, string option) where T : struct, Enum =>
        Enum.IsDefined(value) ? [] : [Guard.Fault(option, value, Guard.OneOf<T>())];

    private static IEnumerable<string> RangeFaults<T>(string option, T value, T minimum, T maximum) where T : INumber<T> =>
        value >= minimum && value <= maximum ? [] : [Guard.Fault(option, value, Guard.Range(minimum, maximum))];

    private static IEnumerable<string> PositiveFaults(string option, double value, double maximum) =>
        value > 0 && value <= maximum ? [] : [Guard.Fault(option, value, Guard.PositiveRange(maximum))];
}

using System.Globalization;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>What identifies a fit: a name and a text for each thing that affects its result, in invariant culture.</summary>
internal sealed class FitFingerprint
{
    private const string None = "none";
    private const string TrainingHash = "hash of the training rows";
    private const string Chosen = "chosen for the rows";

    private readonly Dictionary<string, string> _values;

    private FitFingerprint(Dictionary<string, string> values) => _values = values;

    /// <summary>The fingerprint of the options, with defaults filled in from the input column.</summary>
    public static FitFingerprint Create(VaeOptions o, PixelColumn column, int seed, bool isValidated, EngineChoice engine) => new(new()
    {
        ["input column"] = FormattableString.Invariant($"{column.Size} pixels of type {ElementTypeOf(column)}"),
        [nameof(o.Image)] = column.Layout is { } layout ? $"{layout}, {layout.ColorOrder}" : None,
        [nameof(o.PixelScaling)] = column.Scaling.ToString(),
        [nameof(o.LatentDimension)] = Text(o.LatentDimension),
        [nameof(o.ConditionColumnName)] = column.Condition is { } condition ? $"{condition.Name}, {condition}" : None,
        [nameof(o.Network)] = o.Network.ToString()!,
        [nameof(o.InitialWeights)] = o.InitialWeights?.ToString() ?? None,
        [nameof(o.FrozenParts)] = o.FrozenParts == FrozenParts.None ? None : o.FrozenParts.ToString(),
        [nameof(o.Likelihood)] = o.Likelihood.ToString()!,
        [nameof(o.DynamicBinarization)] = o.DynamicBinarization
            ? FormattableString.Invariant($"True, {nameof(o.SampleSeed)} {column.BinarizationSeed}")
            : "False",
        [nameof(o.Corruption)] = o.Corruption?.ToString() ?? None,
        [nameof(o.Objective)] = o.Objective.ToString()!,
        [nameof(o.LearningRate)] = Text(o.LearningRate),
        [nameof(o.LearningRateSchedule)] = o.LearningRateSchedule.DependsOnEpochs
            ? $"{o.LearningRateSchedule} over {nameof(o.Epochs)} = {(o.Epochs is { } epochs ? Text(epochs) : Chosen)}"
            : o.LearningRateSchedule.ToString()!,
        [nameof(o.Optimizer)] = o.Optimizer.ToString()!,
        [nameof(o.MaximumGradientNorm)] = o.MaximumGradientNorm is { } norm ? Text(norm) : None,
        [nameof(o.ValidationFraction)] = Text(o.ValidationFraction),
        [nameof(o.EarlyStopping)] = o.EarlyStopping?.ToText() ?? None,
        [nameof(o.RestoreBestWeights)] = o.RestoresBest(isValidated).ToString(),
        [nameof(o.OnDivergence)] = o.OnDivergence.ToString(),
        [nameof(o.OnCancellation)] = o.OnCancellation.ToString(),
        [nameof(o.BatchSize)] = o.BatchSize is { } batchSize ? Text(batchSize) : Chosen,
        [nameof(o.GradientAccumulationSteps)] = Text(o.GradientAccumulationSteps),
        [nameof(o.InputCacheBytes)] = Text(o.InputCacheBytes),
        [nameof(o.OnInvalidTrainingRow)] = o.OnInvalidTrainingRow.ToString(),
        [nameof(o.OnMissingValue)] = column.Imputes ? o.OnMissingValue.ToString() : None,
        [nameof(o.Engine)] = engine.Engine.ToString(),
        [nameof(o.Precision)] = engine.Precision.ToString(),
        [nameof(o.Seed)] = Text(seed),
    });

    /// <summary>The fingerprint of the rows.</summary>
    /// <param name="training">See <see cref="Describe(TrainingRows)"/>.</param>
    /// <param name="trainingHash">The hash of those that were dealt or, once all were, of all.</param>
    /// <param name="validationHash">The hash of the validation rows; null: there are none.</param>
    public static FitFingerprint Create(string training, string trainingHash, string? validationHash) => new(new()
    {
        ["training rows"] = training,
        [TrainingHash] = trainingHash,
        ["hash of the validation rows"] = validationHash ?? None,
    });

    /// <summary>How many training rows there are, as far as it is known, and where.</summary>
    public static string Describe(TrainingRows training) => Describe(training.Count, training.Place);

    /// <summary>The same of so many rows in such a place.</summary>
    public static string Describe(long? rows, string place) => $"{(rows is { } count ? Text(count) : "of unknown number")}, {place}";

    /// <summary>Reads the lines that <see cref="ToString"/> writes.</summary>
    public static FitFingerprint Parse(string lines) => new(lines.Split('\n').Select(line => line.Split('=', 2))
        .Where(parts => parts.Length == 2).DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1]));

    /// <summary>A sentence for each value that differs.</summary>
    public IEnumerable<string> Differences(FitFingerprint now)
    {
        foreach (string name in _values.Keys.Union(now._values.Keys))
        {
            string before = _values.GetValueOrDefault(name, None), after = now._values.GetValueOrDefault(name, None);
            if (before != after)
                yield return $"{name}: {before} in the checkpoint, {after} now.";
        }
    }

    /// <summary>A line for each value.</summary>
    public override string ToString() => string.Join('\n', _values.Select(text => $"{text.Key}={text.Value}"));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string ElementTypeOf(PixelColumn column) =>
        column.IsImage ? "Image" : column.ElementType == ScalarType.Byte ? "Byte" : "Single";
}

using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace Microsoft.ML.Vae;

/// <summary>How a fit went; see <see cref="VaeTransformer.Report"/>. It is saved with the model.</summary>
public sealed record TrainingReport
{
    /// <summary>Why the fit ended.</summary>
    public required TrainingStopReason End { get; init; }

    /// <summary>The epoch, from 1, whose weights the model has; 0 when the fit was canceled within the first.</summary>
    public required int WeightsEpoch { get; init; }

    /// <summary>Optimizer steps made.</summary>
    public required long Steps { get; init; }

    /// <summary>Training rows per epoch.</summary>
    public long Rows { get; init; }

    /// <summary>Time from <see cref="VaeEstimator.Fit(IDataView)"/> to the transformer; for a resumed fit, since it was resumed.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The seed of the fit: <see cref="VaeOptions.Seed"/>, or else that of the <see cref="MLContext"/>, of the checkpoint, or one drawn at
    /// random.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Threads that TorchSharp used per operation. A fit on the CPU is reproducible only with the same number.</summary>
    public int Threads { get; init; }

    /// <summary>What the anomaly score of a row is, as in "Excess"; see <see cref="VaeOptions.AnomalyScore"/>.</summary>
    public string Score { get; init; } = "";

    /// <summary>
    /// The options that differ from their defaults, by the names of the properties of <see cref="VaeOptions"/>, in invariant culture, with
    /// <see cref="VaeOptions.Epochs"/> and <see cref="VaeOptions.BatchSize"/> as they were used, whether set or chosen. Those that cannot
    /// bear on the model, such as <see cref="VaeOptions.Progress"/>, are left out.
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The versions of this library, of Microsoft.ML and of TorchSharp, by the names of their assemblies.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The health of the model; null when <see cref="VaeOptions.HealthReport"/> is off or the fit was canceled.</summary>
    public ModelHealth? Health { get; init; }

    /// <summary>The report in a few lines, in invariant culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{EndText}: weights of epoch {WeightsEpoch}, {Steps:N0} steps");
        text.Append(CultureInfo.InvariantCulture, $" over {Rows:N0} rows in {Duration.TotalSeconds:N1} s (seed {Seed}, threads {Threads})");
        if (Score.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nScore: {Score}");
        if (Health is not null)
            text.Append(CultureInfo.InvariantCulture, $"\n{Health}");
        Append("Options", Options);
        Append("Versions", Versions);
        return text.ToString();

        void Append(string title, IReadOnlyDictionary<string, string> values)
        {
            if (values.Count > 0)
                text.Append('\n').Append(title).Append(": ").AppendJoin(", ", values.Select(value => $"{value.Key} {value.Value}"));
        }
    }

    private string EndText => End switch
    {
        TrainingStopReason.AllEpochs => "Trained for all epochs",
        TrainingStopReason.EarlyStopping => "Stopped early",
        TrainingStopReason.Canceled => "Canceled",
        TrainingStopReason.Imported => "Imported",
        _ => "Diverged",
    };
}

using System.Collections.ObjectModel;

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

    /// <summary>Training rows per epoch.</summary>
    public long Rows { get; init; }

    /// <summary>
    /// Time the fit took, from <see cref="VaeEstimator.Fit(IDataView)"/> to the transformer; of a resumed fit, only since it was resumed.
    /// </summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The seed of the fit: <see cref="VaeOptions.Seed"/>, or else that of the <see cref="MLContext"/>, of the checkpoint, or one drawn at random.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Threads that TorchSharp used for one operation. On the CPU the same seed gives the same model with the same number of threads.</summary>
    public int Threads { get; init; }

    /// <summary>What the anomaly score of a row is; "negative ELBO".</summary>
    public string Score { get; init; } = "";

    /// <summary>
    /// The options that differ from their defaults, by the names of the properties of <see cref="VaeOptions"/>, in invariant culture. Those that cannot
    /// bear on the model, such as <see cref="VaeOptions.Progress"/>, are left out.
    /// </summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The versions of this library, of Microsoft.ML and of TorchSharp, by the names of their assemblies.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The health of the model; null when <see cref="VaeOptions.HealthReport"/> is off or the fit was canceled.</summary>
    public ModelHealth? Health { get; init; }
}

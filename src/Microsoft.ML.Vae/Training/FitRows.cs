using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>The rows of a fit, by which it is known again.</summary>
/// <param name="Loaded">The training rows of this process.</param>
/// <param name="Training">Where they come from.</param>
/// <param name="Validation">The validation rows of this process; null: there are none.</param>
internal sealed record FitRows(TrainingRows Loaded, RowSource Training, RowSource? Validation)
{
    /// <summary>Training rows of all processes; null: unknown.</summary>
    public long? CountOfAll { get; init; } = Loaded.Count;

    /// <summary>The training rows of all processes; null where no process sees all.</summary>
    public RowSource? WholeTraining { get; init; }

    /// <summary>The same of the validation rows.</summary>
    public RowSource? WholeValidation { get; init; }
}

using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>Keeps the state of one fit, so that a later one can resume from it.</summary>
internal interface IFitStore
{
    /// <summary>Where the state that was found is kept; null when there is none to resume from.</summary>
    string? Found { get; }

    /// <summary>Threads that the fit used that was found; null when there is none.</summary>
    int? FoundThreads { get; }

    /// <summary>Whether it is time to write a state within an epoch.</summary>
    bool IsDue { get; }

    /// <summary>Sets what identifies the fit by its options, and refuses to resume with others. Called before any row is read.</summary>
    /// <exception cref="InvalidOperationException">An option that bears on the result differs.</exception>
    void SetOptions(PixelColumn column, int seed, bool isValidated, EngineChoice engine);

    /// <summary>Grows with each row that the first epoch deals; null when there is no need.</summary>
    RowHash? Dealt { get; }

    /// <summary>Sets what identifies the rows of the fit, and decides what becomes of the state of one with other rows.</summary>
    /// <returns>What to warn of; null: the rows are the same, or there is no state.</returns>
    /// <exception cref="InvalidOperationException">The rows differ, and the options want the same.</exception>
    string? SetRows(FitRows rows);

    /// <summary>Begins to keep a fit. The caller has a dispose scope open.</summary>
    /// <param name="fresh">The state of the fit before its first step.</param>
    /// <returns>The state to resume from; null when there is none.</returns>
    /// <exception cref="InvalidOperationException">The state is too large to be kept.</exception>
    /// <exception cref="ModelFormatException">What was found holds other tensors than the fit.</exception>
    FitState? Start(FitState fresh);

    /// <summary>Keeps a state in place of the one before.</summary>
    /// <exception cref="IOException">The state could not be written; the one before is still there.</exception>
    void Write(FitState state);

    /// <summary>Notes that the fit is complete.</summary>
    /// <exception cref="IOException">The state could not be deleted although the options want it.</exception>
    void Complete();
}

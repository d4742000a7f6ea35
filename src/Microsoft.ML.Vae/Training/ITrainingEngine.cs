namespace Microsoft.ML.Vae.Training;

/// <summary>Decides how a step updates the parameters from a batch, not which rows form a batch or when to stop.</summary>
internal interface ITrainingEngine : IDisposable
{
    /// <summary>Updates the parameters from one batch, and keeps no reference to it.</summary>
    void Step(TrainingBatch batch);

    /// <summary>The losses summed over all rows stepped since <see cref="ResetSums"/>.</summary>
    LossSums ReadSums();

    /// <summary>Starts new sums, for a new epoch.</summary>
    void ResetSums();

    /// <summary>Continues the sums of an epoch that was interrupted.</summary>
    void RestoreSums(LossSums sums);
}

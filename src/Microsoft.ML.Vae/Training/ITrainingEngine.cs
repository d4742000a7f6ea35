namespace Microsoft.ML.Vae.Training;

/// <summary>Decides how a step updates the parameters from a batch, not which rows form a batch or when to stop.</summary>
internal interface ITrainingEngine : IDisposable
{
    /// <summary>Updates the parameters from one batch, and keeps no reference to it.</summary>
    void Step(TrainingBatch batch);

    /// <summary>What the optimizer remembers between steps besides their number. The caller has a dispose scope open.</summary>
    IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory { get; }

    /// <summary>Makes sure that the network has the weights of the last step.</summary>
    void Publish();

    /// <summary>Goes on from the network's weights, which were replaced, after so many steps of another run.</summary>
    void Restore(IReadOnlyList<(string Name, Tensor Tensor)> memory, long steps);

    /// <summary>The losses summed over all rows stepped since <see cref="ResetSums"/>.</summary>
    LossSums ReadSums();

    /// <summary>Starts new sums, for a new epoch.</summary>
    void ResetSums();

    /// <summary>Continues the sums of an epoch that was interrupted.</summary>
    void RestoreSums(LossSums sums);
}

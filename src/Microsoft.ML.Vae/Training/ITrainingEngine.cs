namespace Microsoft.ML.Vae.Training;

/// <summary>Decides how a step updates the parameters from batches, not which rows form a batch or when to stop.</summary>
internal interface ITrainingEngine : IDisposable
{
    /// <summary>Adds a batch to the next step, and keeps no reference to it.</summary>
    void Add(TrainingBatch batch);

    /// <summary>Makes a step: updates the parameters by the gradient of the mean over the rows of all batches that were added.</summary>
    void Update();

    /// <summary>Forgets the batches that were added since the last step, as if they had never been.</summary>
    void Discard();

    /// <summary>What the optimizer remembers between steps besides their number. The caller has a dispose scope open.</summary>
    IReadOnlyList<(string Name, Tensor Tensor)> OptimizerMemory { get; }

    /// <summary>Makes sure that the network has the weights of the last step.</summary>
    void Publish();

    /// <summary>Goes on from the network's weights, which were replaced, after so many steps of another run.</summary>
    void Restore(IReadOnlyList<(string Name, Tensor Tensor)> memory, long steps);

    /// <summary>The losses summed over all rows added since <see cref="ResetSums"/>.</summary>
    LossSums ReadSums();

    /// <summary>Starts new sums, for a new epoch.</summary>
    void ResetSums();

    /// <summary>Continues the sums of an epoch that was interrupted.</summary>
    void RestoreSums(LossSums sums);
}

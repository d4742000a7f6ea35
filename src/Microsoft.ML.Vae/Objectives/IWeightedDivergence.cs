namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// An objective whose gradient is that of −log p(x|z) + Σ_j w_j KL_j, averaged over rows, with weights that are constant for a batch.
/// </summary>
internal interface IWeightedDivergence
{
    /// <summary>Whether the weights depend on the divergences of the batch.</summary>
    bool DependsOnBatch { get; }

    /// <summary>Sets w.</summary>
    /// <param name="position">Where the fit stands.</param>
    /// <param name="divergence">[Z], KL_j averaged over the batch, or nothing where the weights do not depend on it.</param>
    /// <param name="weights">[Z], w.</param>
    void Weigh(TrainingPosition position, ReadOnlySpan<double> divergence, Span<float> weights);
}

using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// The seam between a batch and updated parameters. An engine owns how a step is computed; which rows make a batch, and when to stop,
/// is not its business.
/// </summary>
internal interface ITrainingEngine : IDisposable
{
    /// <summary>
    /// Updates the parameters from one batch of scaled pixels, where <paramref name="position"/> says. The engine does not keep <paramref name="input"/>.
    /// </summary>
    void Step(Tensor input, TrainingPosition position);   // [B, D + C], pixels and condition

    /// <summary>The losses summed over all rows stepped since <see cref="ResetSums"/>.</summary>
    LossSums ReadSums();

    /// <summary>Starts new sums, for a new epoch.</summary>
    void ResetSums();

    /// <summary>Goes on with the sums of an epoch that was interrupted.</summary>
    void RestoreSums(LossSums sums);
}

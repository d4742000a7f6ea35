namespace Microsoft.ML.Vae;

public sealed partial record VaeOptions
{
    /// <summary>
    /// How many batches of <see cref="BatchSize"/> rows make one optimizer step, in [1, 1024]: their gradients are added up first. It makes
    /// large steps of batches that fit in memory and, with <see cref="DataParallel"/>, saves exchanges of gradients. A step's gradient is
    /// that of the mean over all its rows, clipped once, so that 4 batches of 32 make the step of one batch of 128, apart from rounding and
    /// random draws; the last step of an epoch has the batches that are left. Steps, not batches, are what the default of <see
    /// cref="Epochs"/>, the warm-up of <see cref="LearningRateSchedule"/> and <see cref="TrainingReport.Steps"/> count, and β changes from
    /// step to step. Whatever looks at several rows at once sees one batch: batch normalization, the optimal variance, and the objectives
    /// free bits, capacity, β-TC, InfoVAE and Wasserstein autoencoder; a codebook learns from all rows of a step. A checkpoint, and a fit
    /// that is cancelled or diverges, keep nothing of an unfinished step. Default: 1.
    /// </summary>
    public int GradientAccumulationSteps { get; init; } = 1;
}

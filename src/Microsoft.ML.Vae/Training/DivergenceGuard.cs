using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Training;

/// <summary>Stops a fit whose loss or weights are no longer finite.</summary>
/// <param name="model">The model.</param>
/// <param name="engine">What makes the steps.</param>
/// <param name="rate">Their number.</param>
/// <param name="findCause">Names the training row that may be the cause, or is empty.</param>
/// <param name="findValidationCause">The same for the validation rows.</param>
internal sealed class DivergenceGuard(
    VaeModel model, ITrainingEngine engine, LearningRate rate, Func<string> findCause, Func<string> findValidationCause)
{
    // Reading the losses waits for the device, which on a CPU costs nothing.
    private readonly int _interval = model.Device.type == DeviceType.CPU ? 1 : 32;

    /// <summary>Whether the losses of the epoch so far and the weights are finite.</summary>
    public bool IsFinite()
    {
        LossSums sums = engine.ReadSums();
        engine.Publish();
        return double.IsFinite(sums.Reconstruction + sums.KlDivergence) && double.IsFinite(model.Network.SumOfWeights());
    }

    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    public void CheckStep(int epoch)
    {
        if (rate.Steps % _interval == 0)
            CheckLoss(epoch, engine.ReadSums());
    }

    /// <exception cref="TrainingDivergedException">The loss or a weight is not finite.</exception>
    public void CheckEpoch(int epoch, LossSums sums)
    {
        CheckLoss(epoch, sums);
        CheckWeights(epoch);
    }

    /// <exception cref="TrainingDivergedException">A weight is not finite.</exception>
    public void CheckWeights(int epoch) => Check(epoch, "sum of the weights", model.Network.SumOfWeights(), findCause);

    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    public void CheckValidation(int epoch, VaeMetrics metrics) =>
        Check(epoch, "validation loss", metrics.NegativeElbo, findValidationCause);

    private void CheckLoss(int epoch, LossSums sums) => Check(epoch, "loss", sums.MeanReconstruction + sums.MeanKlDivergence, findCause);

    private void Check(int epoch, string what, double value, Func<string> cause)
    {
        if (!double.IsFinite(value))
            throw new TrainingDivergedException(epoch, rate.Steps, what, value, cause());
    }
}

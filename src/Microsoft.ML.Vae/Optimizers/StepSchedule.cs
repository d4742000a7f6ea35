namespace Microsoft.ML.Vae.Optimizers;

/// <summary>A fall every few epochs.</summary>
internal sealed class StepSchedule(int epochs, double factor, int warmupSteps) : LearningRateSchedule(warmupSteps)
{
    private readonly int _epochs = Guard.AtLeast(epochs, 1);
    private readonly double _factor = Guard.Positive(factor, maximum: 1);

    internal override double EpochFactor(SchedulePoint at) => Math.Pow(_factor, (at.Epoch - 1) / _epochs);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Step(n = {_epochs}, γ = {_factor}){Warmup}");
}

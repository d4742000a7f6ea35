namespace Microsoft.ML.Vae.Optimizers;

/// <summary>The same step size in every epoch.</summary>
internal sealed class ConstantSchedule(int warmupSteps) : LearningRateSchedule(warmupSteps)
{
    internal override double EpochFactor(SchedulePoint at) => 1;

    /// <inheritdoc/>
    public override string ToString() => $"Constant{Warmup}";
}

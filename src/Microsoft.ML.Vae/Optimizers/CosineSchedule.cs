namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Half a cosine over the whole fit.</summary>
internal sealed class CosineSchedule : LearningRateSchedule
{
    private readonly double _finalFactor;

    public CosineSchedule(double finalFactor, int warmupSteps) : base(warmupSteps) =>
        _finalFactor = Guard.InRange(finalFactor, 0, 1);

    internal override bool DependsOnEpochs => true;

    internal override double EpochFactor(SchedulePoint at) =>
        _finalFactor + (1 - _finalFactor) * (1 + Math.Cos(Math.PI * (at.Epoch - 1) / at.Epochs)) / 2;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Cosine(f = {_finalFactor}){Warmup}");
}

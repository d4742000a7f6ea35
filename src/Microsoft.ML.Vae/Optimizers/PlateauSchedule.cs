namespace Microsoft.ML.Vae.Optimizers;

/// <summary>A fall whenever the loss stands still.</summary>
internal sealed class PlateauSchedule : LearningRateSchedule
{
    private readonly double _factor;
    private readonly int _patience;
    private readonly double _minimumImprovement;

    public PlateauSchedule(double factor, int patience, double minimumImprovement, int warmupSteps) : base(warmupSteps)
    {
        _factor = factor is > 0 and < 1 ? factor : throw Guard.OutOfRange(factor, "in (0, 1)");
        _patience = Guard.AtLeast(patience, 0);
        _minimumImprovement = minimumImprovement is >= 0 and < double.PositiveInfinity
            ? minimumImprovement
            : throw Guard.OutOfRange(minimumImprovement, "at least 0 and finite");
    }

    internal override double EpochFactor(SchedulePoint at) => Math.Pow(_factor, at.Plateaus);

    internal override PlateauCounter Watch() => new(_patience, _minimumImprovement);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Plateau(γ = {_factor}, patience = {_patience}, minimum improvement = {_minimumImprovement}){Warmup}");
}

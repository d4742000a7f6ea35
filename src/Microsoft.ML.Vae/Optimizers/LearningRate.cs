namespace Microsoft.ML.Vae.Optimizers;

/// <summary>The step size of one fit, as its schedule goes along.</summary>
internal sealed class LearningRate(LearningRateSchedule schedule, double initial, int epochs)
{
    private readonly PlateauCounter? _plateaus = schedule.Watch();
    private int _epoch = 1;

    /// <summary>Optimizer steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>What the schedule has counted; null when it counts nothing.</summary>
    public PlateauState? Plateaus => _plateaus?.State;

    /// <summary>One that stays the same.</summary>
    public static LearningRate Fixed(double rate) => new(LearningRateSchedule.Constant(), rate, epochs: 1);

    public void BeginEpoch(int epoch) => _epoch = epoch;

    /// <summary>Tells the loss of an epoch that counts.</summary>
    public void EndEpoch(double loss) => _plateaus?.Add(loss);

    /// <summary>Goes on after so many steps of another run of the same schedule.</summary>
    public void ResumeAfter(long steps, PlateauState? plateaus)
    {
        Steps = steps;
        if (_plateaus is not null && plateaus is { } state)
            _plateaus.State = state;
    }

    /// <summary>The size of the next step.</summary>
    public double Next() => initial * schedule.Factor(new SchedulePoint(_epoch, epochs, _plateaus?.Plateaus ?? 0), ++Steps);
}

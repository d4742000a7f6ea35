namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Counts how often a loss has stood still for more than a number of epochs.</summary>
internal sealed class PlateauCounter(int patience, double minimumImprovement)
{
    /// <summary>What was counted.</summary>
    public PlateauState State { get; set; } = new(double.PositiveInfinity, EpochsWithout: 0, Plateaus: 0);

    /// <summary>How often it has.</summary>
    public int Plateaus => State.Plateaus;

    /// <summary>Counts an epoch.</summary>
    public void Add(double loss)
    {
        PlateauState state = State;
        if (loss < state.Lowest - minimumImprovement)
            State = state with { Lowest = loss, EpochsWithout = 0 };
        else if (state.EpochsWithout < patience)
            State = state with { EpochsWithout = state.EpochsWithout + 1 };
        else
            State = state with { EpochsWithout = 0, Plateaus = state.Plateaus + 1 };
    }
}

namespace Microsoft.ML.Vae;

/// <summary>Counts how often a loss has stood still for more than a number of epochs.</summary>
internal sealed class PlateauCounter(int patience, double minimumImprovement)
{
    private double _lowest = double.PositiveInfinity;
    private int _epochsWithout;

    /// <summary>How often it has.</summary>
    public int Plateaus { get; private set; }

    /// <summary>Counts an epoch.</summary>
    public void Add(double loss)
    {
        if (loss < _lowest - minimumImprovement)
            (_lowest, _epochsWithout) = (loss, 0);
        else if (++_epochsWithout > patience)
            (Plateaus, _epochsWithout) = (Plateaus + 1, 0);
    }
}

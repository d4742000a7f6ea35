namespace Microsoft.ML.Vae.Inputs;

/// <summary>A pass whose rows are shown to observers.</summary>
internal sealed class ObservedRows(IRowPass pass, IReadOnlyList<IRowObserver> observers) : IRowPass
{
    public RowStatistics Statistics => pass.Statistics;

    public bool TryRead(Span<byte> row)
    {
        if (!pass.TryRead(row))
            return false;
        foreach (IRowObserver observer in observers)
            observer.Add(row);
        return true;
    }

    public void Dispose() => pass.Dispose();
}

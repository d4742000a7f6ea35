namespace Microsoft.ML.Vae.Columns;

/// <summary>Which views of a fitted transformer may keep outputs: those of the data that it was fitted to, as a chain makes one.</summary>
internal sealed class OutputKeeping(IDataView trainingData, long budgetBytes)
{
    private readonly WeakReference<IDataView> _trainingData = new(trainingData);   // which the transformer may outlive

    /// <summary>What keeps the outputs for a view; null: nothing does.</summary>
    public OutputKeeper? For(IHost host, VaeModel model, IDataView data) =>
        _trainingData.TryGetTarget(out IDataView? known) && ReferenceEquals(known, data) ? new(host, model, budgetBytes) : null;
}

namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// What a view of the training data keeps from one pass to the next, since the trainer that follows in a chain may read it again and again.
/// </summary>
/// <param name="host">Warns.</param>
/// <param name="model">What computes the outputs.</param>
/// <param name="budgetBytes">How much may be kept; 0: nothing.</param>
internal sealed class OutputKeeper(IHost host, VaeModel model, long budgetBytes)
{
    /// <summary>The pass at whose end a view that keeps nothing is worth a warning.</summary>
    public const int PassOfWarning = 3;

    // Images are read for people, not by trainers.
    private const OutputKinds Small =
        OutputKinds.Mean | OutputKinds.LogVariance | OutputKinds.LatentSample | OutputKinds.Score | OutputKinds.LatentIndex;

    private volatile KeptOutputs? _kept;
    private volatile bool _keepsNothing = budgetBytes == 0;
    private int _passes;

    /// <summary>The outputs that earlier passes have left, if they are all that is wanted.</summary>
    public KeptOutputs? Find(OutputKinds wanted) =>
        wanted != OutputKinds.None && _kept is { } kept && (wanted & ~(kept.Kinds | OutputKinds.Validity)) == 0 ? kept : null;

    /// <summary>Begins a pass that records its outputs; null if there are none to record.</summary>
    /// <param name="wanted">What the pass computes.</param>
    /// <param name="isOrdered">Whether it reads the rows in the order of the view.</param>
    public OutputRecorder? Record(OutputKinds wanted, bool isOrdered)
    {
        OutputKinds kinds = wanted & Small;
        return _keepsNothing || kinds == OutputKinds.None
            ? null
            : new OutputRecorder((_kept?.Kinds ?? OutputKinds.None) | kinds, isOrdered, budgetBytes);
    }

    /// <summary>Ends a pass that read every row and computed outputs.</summary>
    public void EndPass(OutputRecorder? recorder)
    {
        if (recorder?.ToOutputs(model) is { } kept)
            _kept = kept;
        else if (recorder is not null)
            _keepsNothing = true;
        if (_kept is null && Interlocked.Increment(ref _passes) == PassOfWarning)
            Warn();
    }

    private void Warn()
    {
        using IChannel channel = host.Start("Transform");
        channel.Warning(MessageSensitivity.None, FormattableString.Invariant(
            $"The training data was read and encoded {PassOfWarning} times by what follows the autoencoder. To do so once, set ")
            + FormattableString.Invariant($"{nameof(VaeOptions)}.{nameof(VaeOptions.OutputCacheBytes)}, which is {budgetBytes}, or append ")
            + "AppendCacheCheckpoint(mlContext) to the autoencoder.");
    }
}

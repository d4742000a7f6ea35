using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>
/// Keeps the fit of several processes in rank 0's folder of checkpoints, and gives all of them the one that rank 0 found.
/// </summary>
internal sealed class SharedStore : IFitStore
{
    private readonly RankGroup _ranks;
    private readonly CheckpointStore? _store;   // of rank 0
    private Checkpoint? _found;                 // of the others
    private bool _isOfOtherRows;

    /// <param name="ranks">The processes.</param>
    /// <param name="store">Rank 0's; null on the others.</param>
    public SharedStore(RankGroup ranks, CheckpointStore? store)
    {
        (_ranks, _store) = (ranks, store);
        string path = ranks.Gather(store?.Found ?? "")[0];
        if (path.Length == 0)
            return;
        byte[] bytes = ranks.Broadcast(ranks.Together(() => ranks.IsFirst ? File.ReadAllBytes(path) : []));
        if (!ranks.IsFirst)
            _found = CheckpointFile.Read(path, new MemoryStream(bytes));
    }

    public string? Found => _store is not null ? _store.Found : _found?.Path;

    public int? FoundThreads => _store?.FoundThreads;

    public bool IsDue => _store?.IsDue ?? false;

    public RowHash? Dealt => null;

    public void SetOptions(PixelColumn column, int seed, bool isValidated, EngineChoice engine) =>
        _store?.SetOptions(column, seed, isValidated, engine);

    public string? SetRows(FitRows rows)
    {
        string? warning = _ranks.Together(() => _store?.SetRows(RowIdentity.OfAll(rows)));
        byte[] decision = _ranks.Broadcast((ReadOnlySpan<byte>)[
            _store?.Found is null ? (byte)0 : (byte)1, _store?.IsOfOtherRows == true ? (byte)1 : (byte)0]);
        if (decision[0] == 0)
            _found = null;
        _isOfOtherRows = decision[1] == 1;
        return warning;
    }

    public FitState? Start(FitState fresh)
    {
        if (_store is not null)
            return _store.Start(fresh);
        FitState? state = _found is null ? null : CheckpointConverter.Read(_found, fresh);
        _found = null;
        return _isOfOtherRows ? state?.ForOtherRows() : state;
    }

    public void Write(FitState state) => _store?.Write(state);

    public void Complete() => _store?.Complete();
}

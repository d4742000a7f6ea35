using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>Keeps a fit in a folder of checkpoints.</summary>
internal sealed class CheckpointStore : IFitStore, IDisposable
{
    private readonly CheckpointFolder _folder;
    private readonly VaeOptions _options;
    private readonly CheckpointOptions _wanted;
    private readonly TimeProvider _time;
    private FitFingerprint? _fit;
    private RowIdentity? _rows;
    private int _seed;
    private long _last;
    private bool _isOfOtherRows;
    private bool _isFolderSpare;

    private CheckpointStore(CheckpointFolder folder, VaeOptions options, CheckpointOptions wanted, TimeProvider time)
    {
        (_folder, _options, _wanted, _time) = (folder, options, wanted, time);
        _last = time.GetTimestamp();
    }

    public string? Found => _folder.Found?.Path;

    public int? FoundThreads => _folder.Found?.Description.Threads;

    /// <summary>The seed of the fit that was found.</summary>
    public int? Seed => _folder.Found?.Description.Seed;

    public bool IsDue => _wanted.Interval != Timeout.InfiniteTimeSpan && _time.GetElapsedTime(_last) >= _wanted.Interval;

    public RowHash? Dealt => _rows?.Dealt;

    /// <summary>Opens the folder of the options, or returns null when they name none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">Measures when a checkpoint is due.</param>
    /// <param name="hashData">Reads the data and names it; called if the folder depends on it.</param>
    /// <exception cref="IOException">The folder cannot be written or another fit is using it.</exception>
    /// <exception cref="ModelFormatException">There are checkpoints, and all of them are damaged.</exception>
    public static CheckpointStore? Open(VaeOptions options, TimeProvider time, Func<string> hashData)
    {
        if (options.Checkpoints is not { } wanted)
            return null;
        string folder = wanted.SeparateByData ? Path.Combine(wanted.Folder, hashData()) : wanted.Folder;
        return new CheckpointStore(CheckpointFolder.Open(wanted with { Folder = folder }), options, wanted, time);
    }

    public void SetOptions(PixelColumn column, int seed, bool isValidated, EngineChoice engine)
    {
        _seed = seed;
        _fit = FitFingerprint.Create(_options, column, seed, isValidated, engine);
        if (_folder.Found is not { } found)
            return;
        int begun = found.Description.Epochs + (found.Description.RowsDone > 0 ? 1 : 0);
        IEnumerable<string> tooFew = begun > _options.Epochs
            ? [FormattableString.Invariant($"{nameof(VaeOptions.Epochs)}: {begun} begun in the checkpoint, {_options.Epochs} now.")]
            : [];
        string differences = string.Join(' ', found.Options.Differences(_fit).Concat(tooFew));
        if (differences.Length > 0)
            throw OfAnotherFit(found, differences, "Restore these values, or choose another folder.");
    }

    /// <summary>Whether the state that was found is of a fit with other rows, and this one goes on from it.</summary>
    public bool IsOfOtherRows => _isOfOtherRows;

    public string? SetRows(FitRows rows) => SetRows(new RowIdentity(rows.Loaded, rows.Training, rows.Validation));

    /// <summary>The same for rows that were identified already.</summary>
    public string? SetRows(RowIdentity rows)
    {
        _rows = rows;
        return _folder.Found is { } found
            && string.Join(' ', found.Rows.Differences(_rows.At(found.Description))) is { Length: > 0 } differences
            ? $"The rows are not those of the checkpoint '{found.Path}'; {TakeOtherRows(found, differences)}. {differences}"
            : null;
    }

    public FitState? Start(FitState fresh)
    {
        _last = _time.GetTimestamp();
        if (CheckpointConverter.LargestSize(fresh) is var size && size > Array.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Cannot checkpoint this fit: a checkpoint would take {size} bytes; the limit is {Array.MaxLength}. ")
                + "Use a smaller Network.");
        }
        FitState? state = _folder.Found is { } found ? CheckpointConverter.Read(found, fresh) : null;
        _folder.ForgetFound();
        return _isOfOtherRows ? state?.ForOtherRows() : state;
    }

    public void Write(FitState state)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        _folder.Write(new CheckpointContent(
            CheckpointConverter.Describe(state, _seed), _fit!, _rows!.Fingerprint, CheckpointConverter.Tensors(state)));
        _last = _time.GetTimestamp();
    }

    public void Complete()
    {
        if (!_wanted.DeleteOnCompletion)
            return;
        _folder.Clear();
        _isFolderSpare = _wanted.SeparateByData;
    }

    public void Dispose()
    {
        _rows?.Dispose();
        if (_isFolderSpare)
            _folder.DeleteIfEmpty();
        else
            _folder.Dispose();
    }

    private string TakeOtherRows(Checkpoint found, string differences)
    {
        switch (_wanted.OnDataChanged)
        {
            case DataChangedBehavior.StartOver:
                _folder.Clear();
                _rows!.StartOver();
                return "the fit starts over";
            case DataChangedBehavior.Continue:
                _isOfOtherRows = true;
                if (_options.Epochs is not { } epochs)
                    return "the fit continues with these rows, unless all epochs were done";
                return found.Description.Epochs < epochs
                    ? "the fit continues with these rows"
                    : $"all {nameof(VaeOptions.Epochs)} were done, so the model has not been trained on these rows";
            default:
                throw OfAnotherFit(found, differences,
                    "Restore the rows, choose another folder, or set "
                    + $"{nameof(CheckpointOptions)}.{nameof(CheckpointOptions.OnDataChanged)}, or "
                    + $"{nameof(CheckpointOptions.SeparateByData)} for the folds of a cross-validation.");
        }
    }

    private static InvalidOperationException OfAnotherFit(Checkpoint found, string differences, string remedy) =>
        new($"The checkpoint '{found.Path}' is of another fit. {differences} {remedy}");
}

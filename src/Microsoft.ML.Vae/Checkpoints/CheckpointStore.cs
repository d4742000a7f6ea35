using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>Keeps a fit in a folder of checkpoints.</summary>
internal sealed class CheckpointStore : IFitStore, IDisposable
{
    private readonly CheckpointFolder _folder;
    private readonly VaeOptions _options;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private FitFingerprint? _fit;
    private FitFingerprint? _rows;
    private int _seed;
    private long _last;

    private CheckpointStore(CheckpointFolder folder, VaeOptions options, TimeSpan interval, TimeProvider time)
    {
        (_folder, _options, _interval, _time) = (folder, options, interval, time);
        _last = time.GetTimestamp();
    }

    public string? Found => _folder.Found?.Path;

    /// <summary>The seed of the fit that was found.</summary>
    public int? Seed => _folder.Found?.Description.Seed;

    public bool IsDue => _interval != Timeout.InfiniteTimeSpan && _time.GetElapsedTime(_last) >= _interval;

    /// <summary>Opens the folder of the options, or returns null when they name none.</summary>
    /// <exception cref="IOException">The folder cannot be written or another fit is using it.</exception>
    /// <exception cref="ModelFormatException">There are checkpoints, and all of them are damaged.</exception>
    public static CheckpointStore? Open(VaeOptions options, TimeProvider time) => options.Checkpoints is { } wanted
        ? new CheckpointStore(CheckpointFolder.Open(wanted), options, wanted.Interval, time)
        : null;

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
        Refuse(found, found.Options.Differences(_fit).Concat(tooFew));
    }

    public void SetRows(TrainingRows training, RowSource source, RowSource? validation)
    {
        _rows = FitFingerprint.Create(training, source, validation);
        if (_folder.Found is { } found)
            Refuse(found, found.Rows.Differences(_rows));
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
        return state;
    }

    public void Write(FitState state)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        _folder.Write(new CheckpointContent(CheckpointConverter.Describe(state, _seed), _fit!, _rows!, CheckpointConverter.Tensors(state)));
        _last = _time.GetTimestamp();
    }

    public void Dispose() => _folder.Dispose();

    private static void Refuse(Checkpoint found, IEnumerable<string> differences)
    {
        string all = string.Join(' ', differences);
        if (all.Length > 0)
        {
            throw new InvalidOperationException(
                $"The checkpoint '{found.Path}' is of another fit. {all} Restore these values, or choose another folder.");
        }
    }
}

using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>The checkpoints of one fit: when one is due, and how the fit goes on from one.</summary>
internal sealed class CheckpointWriter
{
    private readonly CheckpointFolder _folder;
    private readonly TimeSpan _interval;
    private readonly FitState _state;
    private readonly FitFingerprint _options;
    private readonly FitFingerprint _rows;
    private readonly int _seed;
    private readonly TimeProvider _time;
    private long _last;

    /// <exception cref="InvalidOperationException">The fit is too large for a checkpoint.</exception>
    public CheckpointWriter(CheckpointFolder folder, TimeSpan interval, FitState state, FitFingerprint options, FitFingerprint rows, int seed, TimeProvider time)
    {
        (_folder, _interval, _state, _options, _rows, _seed, _time) = (folder, interval, state, options, rows, seed, time);
        _last = time.GetTimestamp();
        if (CheckpointConverter.LargestSize(state) is var size && size > Array.MaxLength)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The fit cannot have {nameof(VaeOptions.Checkpoints)}: one of it takes {size} bytes; at most {Array.MaxLength} are allowed. Use a smaller Network."));
        }
    }

    /// <summary>Refuses a checkpoint of another fit, before any row is read.</summary>
    /// <exception cref="InvalidOperationException">An option that bears on the result differs.</exception>
    public static void Require(Checkpoint? found, FitFingerprint options, int epochs)
    {
        if (found is null)
            return;
        int begun = found.Description.Epochs + (found.Description.RowsDone > 0 ? 1 : 0);
        IEnumerable<string> tooFew = begun > epochs
            ? [FormattableString.Invariant($"{nameof(VaeOptions.Epochs)}: {begun} begun in the checkpoint, {epochs} now.")]
            : [];
        Refuse(found, found.Options.Differences(options).Concat(tooFew));
    }

    /// <summary>Puts the state of the checkpoint that was found in place of the fresh one, if there is one.</summary>
    /// <exception cref="InvalidOperationException">It is of other rows.</exception>
    /// <exception cref="ModelFormatException">It holds other tensors than the fit.</exception>
    public void Resume(TrainingReporter reporter)
    {
        if (_folder.Found is not { } found)
            return;
        Refuse(found, found.Rows.Differences(_rows));
        CheckpointConverter.Restore(found, _state);
        _folder.ForgetFound();
        reporter.Resumed(found.Path, found.Description.Epochs, found.Description.RowsDone);
        _state.Runner.ResumeAfter(_state.History, found.Description.RowsSeen, found.Description.RowsDiffer);
    }

    /// <summary>Writes one if it is time. A state that has diverged is not worth going on from; the fit is about to notice.</summary>
    /// <exception cref="IOException">It could not be written; the one before is still there.</exception>
    public void AfterStep()
    {
        if (_interval == Timeout.InfiniteTimeSpan || _time.GetElapsedTime(_last) < _interval)
            return;
        LossSums sums = _state.Engine.ReadSums();
        if (double.IsFinite(sums.Reconstruction + sums.KlDivergence) && double.IsFinite(_state.Network.SumOfWeights()))
            Write(sums);
    }

    /// <summary>Writes one.</summary>
    /// <exception cref="IOException">It could not be written; the one before is still there.</exception>
    public void AfterEpoch() => Write(default);

    private void Write(LossSums sums)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        _folder.Write(new CheckpointContent(CheckpointConverter.Describe(_state, _seed, sums), _options, _rows, CheckpointConverter.Tensors(_state)));
        _last = _time.GetTimestamp();
    }

    private static void Refuse(Checkpoint found, IEnumerable<string> differences)
    {
        string all = string.Join(' ', differences);
        if (all.Length > 0)
            throw new InvalidOperationException($"The checkpoint '{found.Path}' is of another fit. {all} Take these values again, or another folder.");
    }
}

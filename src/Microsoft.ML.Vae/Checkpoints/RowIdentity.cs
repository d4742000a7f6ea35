using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>What identifies the rows of a fit. Rows that are streamed are hashed as the first epoch deals them.</summary>
internal sealed class RowIdentity : IDisposable
{
    private const string NotCompared = "not compared";

    private readonly TrainingRows? _training;
    private readonly RowSource? _source;
    private readonly string _description;
    private readonly string? _validationHash;
    private string _trainingHash = "";

    public RowIdentity(TrainingRows training, RowSource source, RowSource? validation)
    {
        _training = training;
        _source = source;
        _description = FitFingerprint.Describe(training);
        _validationHash = validation is null ? null : RowHash.Of(validation.Open(), validation.RowBytes);
        if (training.Kept is { } rows)
            _trainingHash = RowHash.Of(source.Of(rows).Open(), source.RowBytes);
        else
            Dealt = new RowHash();
    }

    private RowIdentity(string description, string trainingHash, string? validationHash) =>
        (_description, _trainingHash, _validationHash) = (description, trainingHash, validationHash);

    /// <summary>
    /// That of the rows of all processes, as one process would find it. Of rows that nobody sees all of, the number counts.
    /// </summary>
    public static RowIdentity OfAll(FitRows rows) => new(
        FitFingerprint.Describe(rows.CountOfAll, rows.Loaded.Place),
        rows.WholeTraining is { } training ? RowHash.Of(training.Open(), training.RowBytes) : NotCompared,
        rows.WholeValidation is { } validation ? RowHash.Of(validation.Open(), validation.RowBytes) : null);

    /// <summary>Grows with each row that the first epoch deals; null when the hash of all rows is known.</summary>
    public RowHash? Dealt { get; private set; }

    /// <summary>The fingerprint of the rows so far.</summary>
    public FitFingerprint Fingerprint => FitFingerprint.Create(_description, Dealt?.Text ?? _trainingHash, _validationHash);

    /// <summary>The fingerprint that a checkpoint of these rows would have; rows that are streamed are read for it.</summary>
    public FitFingerprint At(CheckpointDescription stand)
    {
        if (Dealt is null)
            return Fingerprint;
        bool isFirstEpoch = stand.Epochs == 0;
        string hash = RowHash.Of(
            _training!.OpenEpoch(1), _source!.RowBytes, isFirstEpoch ? stand.RowsDone : long.MaxValue);
        if (isFirstEpoch)
        {
            _training.ForgetCount();   // which an uninterrupted fit would not know yet either
            return FitFingerprint.Create(_description, hash, _validationHash);
        }
        Dispose();
        (Dealt, _trainingHash) = (null, hash);
        return Fingerprint;
    }

    /// <summary>Prepares for a fit from the first epoch on.</summary>
    public void StartOver()
    {
        if (_training is not { Kept: null })
            return;
        _training.ForgetCount();
        Dispose();
        Dealt = new RowHash();
    }

    public void Dispose() => Dealt?.Dispose();
}

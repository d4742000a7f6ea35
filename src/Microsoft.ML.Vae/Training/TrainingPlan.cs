namespace Microsoft.ML.Vae.Training;

/// <summary>How many epochs of which batches a fit makes: what the options say, or else what suits the number of rows.</summary>
/// <param name="Epochs">Passes over the rows.</param>
/// <param name="BatchSize">Rows per batch.</param>
internal sealed record TrainingPlan(int Epochs, int BatchSize)
{
    /// <summary>The largest batch that is chosen, and the one for an unknown number of rows.</summary>
    public const int LargestBatchSize = 128;

    private const int SmallestBatchSize = 16;
    private const int RowsOfLargestBatch = 5_000;
    private const int FewestEpochs = 10;
    private const int MostEpochs = 200;
    private const int WantedSteps = 3_000;

    /// <summary>What was chosen, and why; null where the options leave nothing to choose.</summary>
    public string? Reason { get; private init; }

    /// <summary>Fills in what the options leave open.</summary>
    /// <param name="options">The options.</param>
    /// <param name="rows">Rows per epoch; null if unknown.</param>
    public static TrainingPlan Choose(VaeOptions options, long? rows)
    {
        int batchSize = options.BatchSize ?? BatchSizeFor(rows);
        int batches = options.GradientAccumulationSteps;   // of a step
        long stepRows = (long)batchSize * batches;
        long? steps = rows is { } count ? Math.Max(1, (count + stepRows - 1) / stepRows) : null;
        int epochs = options.Epochs ?? EpochsOf(steps);
        List<string> chosen = [];
        if (options.Epochs is null)
            chosen.Add(FormattableString.Invariant($"{nameof(Epochs)} = {epochs}"));
        if (options.BatchSize is null)
            chosen.Add(FormattableString.Invariant($"{nameof(BatchSize)} = {batchSize}"));
        string perStep = batches > 1 ? FormattableString.Invariant($", {batches} for each step,") : "";
        string cause = steps is null
            ? "the number of rows is unknown"
            : FormattableString.Invariant($"{rows} rows in batches of {batchSize}{perStep} make {epochs * steps} steps");
        return new(epochs, batchSize) { Reason = chosen.Count > 0 ? $"Chose {string.Join(" and ", chosen)}: {cause}." : null };
    }

    /// <summary>The same options with these numbers.</summary>
    public VaeOptions Complete(VaeOptions options) => options with { Epochs = Epochs, BatchSize = BatchSize };

    /// <summary>Halved as often as the rows of which the largest is the batch are.</summary>
    private static int BatchSizeFor(long? rows)
    {
        int batchSize = LargestBatchSize;
        for (long enough = RowsOfLargestBatch; rows < enough && batchSize > SmallestBatchSize; enough /= 2)
            batchSize /= 2;
        return batchSize;
    }

    private static int EpochsOf(long? steps) => steps is { } count
        ? (int)Math.Clamp((WantedSteps + count - 1) / count, FewestEpochs, MostEpochs)
        : FewestEpochs;
}

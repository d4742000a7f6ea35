namespace Microsoft.ML.Vae.Distributed;

/// <summary>
/// The sum of the gradients of a step over all ranks. Behind them ride the few numbers that all ranks have to know of each other, so that one
/// call does for both: rows and losses, and whether a rank wants to stop.
/// </summary>
/// <param name="ranks">The ranks.</param>
/// <param name="batchSize">Rows of a full batch of all ranks. Gradients are those of the mean over so many.</param>
/// <param name="isStopRequested">Whether this rank wants the fit to end.</param>
internal sealed unsafe class StepExchange(RankGroup ranks, int batchSize, Func<bool> isStopRequested)
{
    /// <summary>Room behind the gradients.</summary>
    public const int Numbers = 16;

    private const float LargestRows = 1 << 24;

    public RankGroup Ranks => ranks;

    public int BatchSize => batchSize;

    /// <summary>Rows of the last step; 0 when no rank had any, which changes no weight.</summary>
    public int Rows { get; private set; }

    /// <summary>Their −log p(x|z), summed.</summary>
    public double Reconstruction { get; private set; }

    /// <summary>Their divergence, summed.</summary>
    public double Divergence { get; private set; }

    /// <summary>Whether every rank had as many rows as it has in a full batch.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether a rank wants the fit to end.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>What turns the sum of the gradients into that of the mean over the rows of the step.</summary>
    public double Factor => (double)batchSize / Rows;

    /// <summary>Replaces the gradients of this rank by the sums over all.</summary>
    /// <param name="gradients">With <see cref="Numbers"/> more numbers behind them.</param>
    /// <param name="length">How many they are.</param>
    /// <param name="rows">Rows of this rank.</param>
    /// <param name="reconstruction">Their −log p(x|z), summed.</param>
    /// <param name="divergence">Their divergence, summed.</param>
    public void Sum(float* gradients, long length, int rows, double reconstruction, double divergence)
    {
        var numbers = new Span<float>(gradients + length, Numbers);
        numbers.Clear();
        numbers[0] = rows;
        numbers[1] = (float)reconstruction;
        numbers[2] = (float)divergence;
        numbers[3] = rows < ranks.RowsOf(batchSize) ? 1 : 0;
        numbers[4] = isStopRequested() ? 1 : 0;
        ranks.Sum(gradients, length + Numbers);
        Rows = (int)Math.Min(numbers[0], LargestRows);
        (Reconstruction, Divergence) = (numbers[1], numbers[2]);
        IsFull = numbers[3] == 0;
        IsStopRequested |= numbers[4] > 0;
    }
}

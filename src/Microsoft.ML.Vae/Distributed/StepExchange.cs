namespace Microsoft.ML.Vae.Distributed;

/// <summary>What all ranks have to know of each other in a step, and the sum of their gradients.</summary>
/// <param name="ranks">The ranks.</param>
/// <param name="batchSize">Rows of a full batch of all ranks.</param>
/// <param name="batches">Batches of a full step.</param>
/// <param name="isStopRequested">Whether this rank wants the fit to end.</param>
internal sealed unsafe class StepExchange(RankGroup ranks, int batchSize, int batches, Func<bool> isStopRequested)
{
    public RankGroup Ranks => ranks;

    public int BatchSize => batchSize;

    /// <summary>Rows of a full step of all ranks. Gradients are those of the mean over so many.</summary>
    public int StepRows => batchSize * batches;

    /// <summary>Rows of the step; 0 when no rank had any, which changes no weight.</summary>
    public int Rows { get; private set; }

    /// <summary>Their −log p(x|z), summed.</summary>
    public double Reconstruction { get; private set; }

    /// <summary>Their divergence, summed.</summary>
    public double Divergence { get; private set; }

    /// <summary>Whether every rank had as many rows as it has in a full step.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether a rank wants the fit to end.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>What turns the sum of the gradients into that of the mean over the rows of the step.</summary>
    public double Factor => (double)StepRows / Rows;

    /// <summary>Tells the others of this rank's rows, and learns of theirs.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="reconstruction">Their −log p(x|z), summed.</param>
    /// <param name="divergence">Their divergence, summed.</param>
    /// <returns>Whether there are any.</returns>
    public bool Tell(int rows, double reconstruction, double divergence)
    {
        Span<double> numbers =
            [rows, reconstruction, divergence, rows < batches * ranks.RowsOf(batchSize) ? 1 : 0, isStopRequested() ? 1 : 0];
        ranks.Sum(numbers);
        Rows = (int)numbers[0];
        (Reconstruction, Divergence) = (numbers[1], numbers[2]);
        IsFull = numbers[3] == 0;
        IsStopRequested |= numbers[4] > 0;
        return Rows > 0;
    }

    /// <summary>Replaces gradients of this rank by the sums over all.</summary>
    public void Sum(float* gradients, long length) => ranks.Sum(gradients, length);
}

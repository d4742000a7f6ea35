namespace Microsoft.ML.Vae.Bench;

/// <summary>
/// The time of a step of data-parallel training: rows, the optimizer, and the sum of the gradients. What is measured is from the
/// benchmark's lines over MPI, see docs/scale.md.
/// </summary>
/// <param name="SecondsPerRow">Of one row and one weight, forwards and backwards.</param>
/// <param name="SecondsPerWeight">Of the optimizer.</param>
/// <param name="Overlap">The share of the rows' time behind which the sum is hidden: 0 to 1.</param>
internal sealed record ScalingModel(double SecondsPerRow, double SecondsPerWeight, double Overlap = 0)
{
    private const int BytesPerWeight = sizeof(float);

    /// <summary>Seconds of a step.</summary>
    /// <param name="weights">Of the network.</param>
    /// <param name="rows">Of each process.</param>
    /// <param name="processes">How many.</param>
    /// <param name="link">Between them.</param>
    public double Step(double weights, double rows, int processes, Link link)
    {
        double own = Alone(weights, rows), sum = processes == 1 ? 0 : link.Allreduce(processes, weights * BytesPerWeight);
        return own + Math.Max(0, sum - Overlap * SecondsPerRow * weights * rows);
    }

    /// <summary>Rows per second of all processes, as a share of n times those of one with as many rows a step as each of them.</summary>
    public double Efficiency(double weights, double rows, int processes, Link link) =>
        Alone(weights, rows) / Step(weights, rows, processes, link);

    /// <summary>Rows of each process from which the efficiency is as high as that.</summary>
    public double RowsFor(double efficiency, double weights, int processes, Link link)
    {
        double own = link.Allreduce(processes, weights * BytesPerWeight) * efficiency / (1 - efficiency);
        return Math.Max(1, Math.Ceiling((own / weights - SecondsPerWeight) / SecondsPerRow));
    }

    private double Alone(double weights, double rows) => weights * (rows * SecondsPerRow + SecondsPerWeight);
}

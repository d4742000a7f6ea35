using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>What the passes of several processes over their rows found.</summary>
internal static class SharedStatistics
{
    /// <summary>The sums, and the first fault of the first process that met one.</summary>
    public static RowStatistics Of(RankGroup ranks, RowStatistics mine)
    {
        Span<double> sums = [mine.Rows, mine.SkippedRows];
        ranks.Sum(sums);
        string[] faults = ranks.Gather(mine.FirstFault?.Message ?? "");
        Exception? first = faults.FirstOrDefault(fault => fault.Length > 0) is { } message ? new InvalidOperationException(message) : null;
        return new RowStatistics((long)sums[0], (long)sums[1], first);
    }
}

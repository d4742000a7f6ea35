namespace Microsoft.ML.Data;

/// <summary>
/// The share of anomalies above so many false alarms. Which of several rows with one score comes first follows from the order of the rows and the
/// heap, as in the original, so the heap is fed as there: it keeps the best rows with at most so many that are no anomalies.
/// </summary>
internal static class DetectionRate
{
    private const double FalsePositiveRate = 0.01;

    public static double At(int falsePositiveCount, List<ScoredRow> rows)
    {
        var anomalies = rows.Count(row => row.IsAnomaly);
        var kept = (int)Math.Ceiling(Math.Max(FalsePositiveRate * (rows.Count - anomalies), Math.Max(falsePositiveCount, anomalies)));
        var (detected, falseAlarms) = (0, 0);
        foreach (var row in BestFirst(rows, kept))
        {
            if (row.IsAnomaly)
                detected++;
            else if (++falseAlarms > falsePositiveCount)
                break;
        }

        return (double)detected / anomalies;
    }

    private static List<ScoredRow> BestFirst(List<ScoredRow> rows, int maxFalseAlarms)
    {
        var heap = new ScoreHeap();
        var falseAlarms = 0;
        foreach (var row in rows)
        {
            if (falseAlarms < maxFalseAlarms)
            {
                heap.Add(row);
                falseAlarms += row.IsAnomaly ? 0 : 1;
            }
            else if (row.Score >= heap.Lowest.Score)
            {
                heap.Add(row);
                if (!row.IsAnomaly)
                    RemoveLowestFalseAlarm(heap);
            }
        }

        var drained = heap.Drain();
        drained.Reverse();
        return drained;
    }

    private static void RemoveLowestFalseAlarm(ScoreHeap heap)
    {
        while (heap.RemoveLowest().IsAnomaly)
        {
        }
    }
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The curve of the detection rate over the rate of false alarms.</summary>
internal static class RocCurve
{
    public static double AreaUnder(List<ScoredRow> rows)
    {
        var anomalies = rows.LongCount(row => row.IsAnomaly);
        var others = rows.Count - anomalies;
        // The original's parameters have these names further in.
        Contracts.CheckParam(anomalies > 0, "PosSample", "AUC is not defined when there is no positive class in the data");
        Contracts.CheckParam(others > 0, "NegSample", "AUC is not defined when there is no negative class in the data");
        var (wins, higherAnomalies) = (0.0, 0.0);
        foreach (var tied in rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            var tiedAnomalies = tied.Count(row => row.IsAnomaly);
            wins += (higherAnomalies + 0.5 * tiedAnomalies) * (tied.Count() - tiedAnomalies);
            higherAnomalies += tiedAnomalies;
        }

        return wins / ((double)anomalies * others);
    }
}

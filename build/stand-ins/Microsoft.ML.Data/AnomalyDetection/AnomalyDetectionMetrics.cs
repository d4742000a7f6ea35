namespace Microsoft.ML.Data;

/// <summary>How well scores tell anomalies from the other rows.</summary>
public sealed class AnomalyDetectionMetrics
{
    internal AnomalyDetectionMetrics(double areaUnderRocCurve, double detectionRateAtFalsePositiveCount)
    {
        AreaUnderRocCurve = areaUnderRocCurve;
        DetectionRateAtFalsePositiveCount = detectionRateAtFalsePositiveCount;
    }

    /// <summary>The probability that an anomaly scores higher than another row; equal scores count half.</summary>
    public double AreaUnderRocCurve { get; }

    /// <summary>The share of anomalies that score above so many other rows.</summary>
    public double DetectionRateAtFalsePositiveCount { get; }
}

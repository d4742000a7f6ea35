namespace Microsoft.ML.Data;

/// <summary>How well clusters fit.</summary>
public sealed class ClusteringMetrics
{
    internal ClusteringMetrics(double normalizedMutualInformation, double averageDistance, double daviesBouldinIndex)
    {
        NormalizedMutualInformation = normalizedMutualInformation;
        AverageDistance = averageDistance;
        DaviesBouldinIndex = daviesBouldinIndex;
    }

    /// <summary>Mutual information of clusters and labels, divided by the labels' entropy; NaN without labels.</summary>
    public double NormalizedMutualInformation { get; }

    /// <summary>The mean of each row's smallest score.</summary>
    public double AverageDistance { get; }

    /// <summary>0 where no feature column was named.</summary>
    public double DaviesBouldinIndex { get; }
}

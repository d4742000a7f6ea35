namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>How well clusters match classes.</summary>
internal static class ClusterAccuracy
{
    private const int MaximumClusterCount = 20;

    /// <summary>The share of rows whose cluster is the class's own, under the best one-to-one choice of clusters for classes.</summary>
    /// <param name="clusters">The cluster of each row, counted from 1.</param>
    /// <param name="labels">The class of each row.</param>
    public static double OneToOne(ReadOnlySpan<uint> clusters, ReadOnlySpan<uint> labels)
    {
        var counts = Count(clusters, labels);
        var clusterCount = counts[0].Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusterCount, MaximumClusterCount, nameof(clusters));

        // best[used] is the most matches of the classes so far with the set of clusters in 'used'.
        var best = new int[1 << clusterCount];
        foreach (var row in counts)
            AddClass(best, row);
        return (double)best[^1] / labels.Length;
    }

    /// <summary>The share of rows that belong to the commonest class of their cluster.</summary>
    public static double Purity(ReadOnlySpan<uint> clusters, ReadOnlySpan<uint> labels)
    {
        var counts = Count(clusters, labels);
        var matches = Enumerable.Range(0, counts[0].Length).Sum(cluster => counts.Max(row => row[cluster]));
        return (double)matches / labels.Length;
    }

    /// <summary>Lets one more class take a cluster, or none: larger sets first, so that each reads sets without this class.</summary>
    private static void AddClass(int[] best, int[] row)
    {
        for (var used = best.Length - 1; used >= 0; used--)
        {
            for (var cluster = 0; cluster < row.Length; cluster++)
            {
                if ((used >> cluster & 1) == 1)
                    best[used] = Math.Max(best[used], best[used ^ (1 << cluster)] + row[cluster]);
            }
        }
    }

    /// <summary>Rows by class that occurs, then by cluster.</summary>
    private static int[][] Count(ReadOnlySpan<uint> clusters, ReadOnlySpan<uint> labels)
    {
        if (labels.IsEmpty || clusters.Length != labels.Length)
            throw new ArgumentException($"Expected as many labels as clusters, at least one; got {labels.Length}.", nameof(labels));
        var clusterCount = 0u;
        foreach (var cluster in clusters)
            clusterCount = Math.Max(clusterCount, cluster);
        var counts = new Dictionary<uint, int[]>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (!counts.TryGetValue(labels[i], out var row))
                counts.Add(labels[i], row = new int[clusterCount]);
            row[clusters[i] - 1]++;
        }

        return [.. counts.Values];
    }
}

namespace Microsoft.ML.Trainers.Training;

/// <summary>
/// Ding et al. 2015, "Yinyang K-Means", global filter: a row keeps its cluster as long as the most that its own centroid can be away is less than
/// the least that any other can be.
/// </summary>
internal sealed class YinyangBounds(int rows)
{
    private readonly float[] _upper = new float[rows];
    private readonly float[] _lower = new float[rows];

    public int[] Cluster { get; } = new int[rows];

    /// <summary>Whether the row surely keeps its cluster after the centroids moved by these distances.</summary>
    public bool Keeps(int row, ReadOnlySpan<float> moved, float movedMost)
    {
        _upper[row] += moved[Cluster[row]];
        _lower[row] -= movedMost;
        return _upper[row] < _lower[row];
    }

    public void Set(int row, float squaredNorm, in Nearest nearest)
    {
        Cluster[row] = nearest.Index;
        _upper[row] = MathF.Sqrt(squaredNorm + nearest.Distance);
        _lower[row] = MathF.Sqrt(squaredNorm + nearest.SecondDistance);
    }
}

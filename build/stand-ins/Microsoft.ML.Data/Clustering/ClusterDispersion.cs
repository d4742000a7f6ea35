namespace Microsoft.ML.Data;

/// <summary>Davies and Bouldin 1979: how wide clusters are compared with how far apart they lie. All members first, then all distances.</summary>
internal sealed class ClusterDispersion(int clusters, int dimension)
{
    private readonly double[][] _sums = [.. Enumerable.Range(0, clusters).Select(_ => new double[dimension])];
    private readonly double[] _counts = new double[clusters];
    private readonly double[] _distances = new double[clusters];

    public double DaviesBouldinIndex => Enumerable.Range(0, clusters).Where(i => _counts[i] > 0).Sum(WorstOverlap) / clusters;

    public void AddMember(int cluster, VBuffer<float> features)
    {
        _counts[cluster]++;
        foreach (var (slot, value) in features.Items())
            _sums[cluster][slot] += value;
    }

    public void AddDistance(int cluster, VBuffer<float> features)
    {
        var squares = 0.0;
        foreach (var (slot, value) in features.Items(all: true))
            squares += Square(value - _sums[cluster][slot] / _counts[cluster]);
        _distances[cluster] += Math.Sqrt(squares);
    }

    private double WorstOverlap(int cluster) => Enumerable.Range(0, clusters)
        .Where(other => other != cluster && _counts[other] > 0)
        .Select(other => (Width(cluster) + Width(other)) / Separation(cluster, other))
        .DefaultIfEmpty(0)
        .Max();

    private double Width(int cluster) => _distances[cluster] / _counts[cluster];

    private double Separation(int a, int b) =>
        Math.Sqrt(Enumerable.Range(0, dimension).Sum(i => Square(_sums[a][i] / _counts[a] - _sums[b][i] / _counts[b])));

    private static double Square(double x) => x * x;
}

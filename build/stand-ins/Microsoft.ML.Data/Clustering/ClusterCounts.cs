namespace Microsoft.ML.Data;

/// <summary>How many rows of each class lie in each cluster.</summary>
internal sealed class ClusterCounts(int clusters)
{
    private readonly double[] _perCluster = new double[clusters];
    private readonly List<double[]> _perClass = [];
    private double _rows;
    private double _scores;

    public double AverageScore => _scores / _rows;

    /// <summary>NaN where there are no two classes.</summary>
    public double NormalizedMutualInformation
    {
        get
        {
            if (_perClass.Count < 2)
                return double.NaN;
            var (information, entropy) = (0.0, 0.0);
            foreach (var counts in _perClass)
            {
                var ofClass = counts.Sum() / _rows;
                if (ofClass <= 0)
                    continue;
                entropy -= ofClass * Math.Log(ofClass);
                information += Information(counts, ofClass);
            }

            return information / entropy;
        }
    }

    public void Add(int cluster, float score, int label)
    {
        while (_perClass.Count <= label)
            _perClass.Add(new double[clusters]);
        _perClass[label][cluster]++;
        _perCluster[cluster]++;
        _rows++;
        _scores += score;
    }

    private double Information(double[] counts, double ofClass)
    {
        var sum = 0.0;
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            var joint = counts[cluster] / _rows;
            if (joint > 0)
                sum += joint * Math.Log(joint / (ofClass * (_perCluster[cluster] / _rows)));
        }

        return sum;
    }
}

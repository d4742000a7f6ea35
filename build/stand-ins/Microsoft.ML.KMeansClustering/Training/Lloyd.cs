namespace Microsoft.ML.Trainers.Training;

/// <summary>
/// Lloyd's iterations: assign each row to its nearest centroid, move each centroid to the mean of its rows, until the average score of the rows
/// that were looked at changes by less than the tolerance.
/// </summary>
internal sealed class Lloyd
{
    private readonly Points _points;
    private readonly Centroids _centroids;
    private readonly BlockLoop _loop;
    private readonly YinyangBounds _bounds;
    private readonly float[] _squaredNorms;
    private readonly ClusterSums[] _blocks;
    private readonly double[][] _sums;
    private readonly float[] _moved;
    private float _movedMost;

    public Lloyd(Points points, Centroids centroids, BlockLoop loop)
    {
        _points = points;
        _centroids = centroids;
        _loop = loop;
        _bounds = new YinyangBounds(points.Count);
        _squaredNorms = new float[points.Count];
        _blocks = [.. Enumerable.Range(0, points.BlockCount).Select(_ => new ClusterSums(centroids.Count, points.Dimension))];
        _sums = [.. Enumerable.Range(0, centroids.Count).Select(_ => new double[points.Dimension])];
        _moved = new float[centroids.Count];
    }

    public int Run(int maximumIterations, float tolerance)
    {
        var score = double.PositiveInfinity;
        for (var iteration = 0; iteration < maximumIterations; iteration++)
        {
            var isFirst = iteration == 0;
            _loop.Run(_points, block => Assign(block, isFirst));
            var previous = score;
            score = _blocks.Sum(block => block.Score) / _points.Count;
            MoveCentroids();
            if (Math.Abs(previous - score) < tolerance)
                return iteration + 1;
        }

        return maximumIterations;
    }

    private void Assign(int block, bool isFirst)
    {
        var sums = _blocks[block];
        sums.Clear();
        var (first, end) = _points.Block(block);
        for (var row = first; row < end; row++)
        {
            if (isFirst)
                _squaredNorms[row] = Dot.Product(_points[row], _points[row]);
            else if (_bounds.Keeps(row, _moved, _movedMost))
            {
                sums.Counts[_bounds.Cluster[row]]++;
                continue;
            }

            Reassign(row, isFirst, sums);
        }
    }

    private void Reassign(int row, bool isFirst, ClusterSums sums)
    {
        var point = _points[row];
        var nearest = _centroids.FindNearest(point);
        var previous = _bounds.Cluster[row];
        _bounds.Set(row, _squaredNorms[row], nearest);
        sums.Counts[nearest.Index]++;
        sums.Score += nearest.Distance;
        if (isFirst || previous != nearest.Index)
            sums.Add(nearest.Index, point);
        if (!isFirst && previous != nearest.Index)
            sums.Subtract(previous, point);
    }

    private void MoveCentroids()
    {
        _movedMost = 0;
        var mean = new float[_points.Dimension];
        for (var cluster = 0; cluster < _centroids.Count; cluster++)
        {
            var total = _sums[cluster];
            foreach (var block in _blocks)
                block.AddSumTo(cluster, total);
            // As in the original a cluster without rows goes to the origin.
            var members = Math.Max(1, _blocks.Sum(block => block.Counts[cluster]));
            var distance = 0.0;
            var old = _centroids.Values(cluster);
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] = (float)(total[i] / members);
                distance += ((double)mean[i] - old[i]) * ((double)mean[i] - old[i]);
            }

            _moved[cluster] = (float)Math.Sqrt(distance);
            _movedMost = Math.Max(_movedMost, _moved[cluster]);
            _centroids.Set(cluster, mean);
        }
    }
}

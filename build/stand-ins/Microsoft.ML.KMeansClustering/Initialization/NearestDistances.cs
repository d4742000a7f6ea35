using Microsoft.ML.Trainers.Training;

namespace Microsoft.ML.Trainers.Initialization;

/// <summary>For each row the squared distance to the nearest of the centres chosen so far, and which one that is.</summary>
internal sealed class NearestDistances
{
    private readonly Points _points;
    private readonly BlockLoop _loop;
    private readonly float[] _squaredNorms;
    private readonly float[] _relative;

    public NearestDistances(Points points, BlockLoop loop)
    {
        _points = points;
        _loop = loop;
        _squaredNorms = new float[points.Count];
        _relative = new float[points.Count];
        Array.Fill(_relative, float.PositiveInfinity);
        Nearest = new int[points.Count];
        _loop.Run(points, block =>
        {
            var (first, end) = points.Block(block);
            for (var row = first; row < end; row++)
                _squaredNorms[row] = Dot.Product(points[row], points[row]);
        });
    }

    public int[] Nearest { get; }

    public float this[int row] => Math.Max(0, _squaredNorms[row] + _relative[row]);

    /// <summary>Takes the centres from <paramref name="first"/> on into account.</summary>
    public void Include(Centroids centres, int first, int end) => _loop.Run(_points, block =>
    {
        var rows = _points.Block(block);
        for (var row = rows.First; row < rows.End; row++)
        {
            for (var centre = first; centre < end; centre++)
                Include(row, centre, centres.RelativeDistance(_points[row], centre));
        }
    });

    private void Include(int row, int centre, float relative)
    {
        if (relative > _relative[row])
            return;
        _relative[row] = relative;
        Nearest[row] = centre;
    }
}

namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>A smooth random displacement of the plane: random offsets on a coarse grid, blended between the nodes.</summary>
internal sealed class ElasticField
{
    private const int Nodes = 5;

    private readonly Point[] _offsets = new Point[Nodes * Nodes];
    private readonly double _spacing;

    public ElasticField(RandomStream random, double amplitude, double size)
    {
        _spacing = size / (Nodes - 1);
        for (var i = 0; i < _offsets.Length; i++)
            _offsets[i] = new Point(amplitude * random.Bell(), amplitude * random.Bell());
    }

    public Point Displace(Point point)
    {
        var (column, right) = Locate(point.X / _spacing);
        var (row, down) = Locate(point.Y / _spacing);
        var top = Blend(At(row, column), At(row, column + 1), right);
        var bottom = Blend(At(row + 1, column), At(row + 1, column + 1), right);
        return point + Blend(top, bottom, down);
    }

    private Point At(int row, int column) => _offsets[row * Nodes + column];

    /// <summary>The node before a coordinate and the weight of the node after it.</summary>
    private static (int Node, double Weight) Locate(double coordinate)
    {
        var node = Math.Clamp((int)coordinate, 0, Nodes - 2);
        var fraction = Math.Clamp(coordinate - node, 0, 1);
        return (node, fraction * fraction * (3 - 2 * fraction));
    }

    private static Point Blend(Point first, Point second, double weight) => first + weight * (second - first);
}

namespace Microsoft.ML.Vae.Images;

/// <summary>
/// The weights of source pixels in each target pixel, along one axis: their share of its area when shrinking, and linear interpolation
/// between their centers when enlarging.
/// </summary>
internal sealed class AxisFilter
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    private AxisFilter(int length)
    {
        _first = new int[length];
        _weights = new float[length][];
    }

    /// <summary>The number of target pixels.</summary>
    public int Length => _first.Length;

    /// <param name="source">Source pixels.</param>
    /// <param name="begin">Where the part that is shown begins, in source pixels, perhaps within one.</param>
    /// <param name="part">The length of that part.</param>
    /// <param name="target">Target pixels.</param>
    public static AxisFilter Create(int source, double begin, double part, int target)
    {
        var filter = new AxisFilter(target);
        double step = part / target;
        for (int i = 0; i < target; i++)
        {
            filter._weights[i] = step >= 1
                ? Area(source, begin + i * step, begin + (i + 1) * step, out filter._first[i])
                : Linear(source, begin + (i + 0.5) * step - 0.5, out filter._first[i]);
        }
        return filter;
    }

    /// <summary>The first source pixel of a target pixel, and the weights of it and those after it; their sum is 1.</summary>
    public (int First, float[] Weights) this[int target] => (_first[target], _weights[target]);

    private static float[] Area(int source, double begin, double end, out int first)
    {
        const double Tolerance = 1e-6;   // of rounding, which would give a neighbor a weight of nearly 0
        first = Math.Clamp((int)Math.Floor(begin + Tolerance), 0, source - 1);
        int last = Math.Clamp((int)Math.Ceiling(end - Tolerance) - 1, first, source - 1);
        var shares = new double[last - first + 1];
        for (int i = 0; i < shares.Length; i++)
            shares[i] = Math.Max(0, Math.Min(end, first + i + 1) - Math.Max(begin, first + i));
        double sum = shares.Sum();
        return Array.ConvertAll(shares, share => (float)(share / sum));
    }

    private static float[] Linear(int source, double center, out int first)
    {
        double inside = Math.Clamp(center, 0, source - 1);
        first = Math.Min((int)inside, Math.Max(0, source - 2));
        float second = (float)(inside - first);
        return second == 0 ? [1] : [1 - second, second];
    }
}

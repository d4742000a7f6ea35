using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>Sums over arrays of one length, in single precision.</summary>
internal static class Floats
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            sums += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Adds a multiple of an array to another one.</summary>
    public static void Add(float factor, ReadOnlySpan<float> a, Span<float> to)
    {
        var i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(to[i..]) + factor * new Vector<float>(a[i..])).CopyTo(to[i..]);
        for (; i < a.Length; i++)
            to[i] += factor * a[i];
    }

    public static void Scale(Span<float> a, float factor)
    {
        foreach (ref var item in a)
            item *= factor;
    }
}

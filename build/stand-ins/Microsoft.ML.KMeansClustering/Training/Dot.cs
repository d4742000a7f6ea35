using System.Numerics;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Trainers.Training;

/// <summary>Inner products of padded vectors.</summary>
internal static class Dot
{
    public static float Product(ReadOnlySpan<Vector<float>> a, ReadOnlySpan<Vector<float>> b)
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < a.Length; i++)
            sum = Vector.FusedMultiplyAdd(a[i], b[i], sum);
        return Vector.Sum(sum);
    }

    /// <summary>One pass over <paramref name="a"/> for four partners: independent sums keep the multipliers busy.</summary>
    public static Vector128<float> FourProducts(
        ReadOnlySpan<Vector<float>> a,
        ReadOnlySpan<Vector<float>> b0,
        ReadOnlySpan<Vector<float>> b1,
        ReadOnlySpan<Vector<float>> b2,
        ReadOnlySpan<Vector<float>> b3)
    {
        var (sum0, sum1, sum2, sum3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        b0 = b0[..a.Length];
        b1 = b1[..a.Length];
        b2 = b2[..a.Length];
        b3 = b3[..a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            var x = a[i];
            sum0 = Vector.FusedMultiplyAdd(x, b0[i], sum0);
            sum1 = Vector.FusedMultiplyAdd(x, b1[i], sum1);
            sum2 = Vector.FusedMultiplyAdd(x, b2[i], sum2);
            sum3 = Vector.FusedMultiplyAdd(x, b3[i], sum3);
        }

        return Vector128.Create(Vector.Sum(sum0), Vector.Sum(sum1), Vector.Sum(sum2), Vector.Sum(sum3));
    }
}

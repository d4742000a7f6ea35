using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>Functions of 16 numbers at once. On machines with narrower vectors the runtime takes them apart.</summary>
internal static class VectorMath
{
    /// <summary>Numbers per vector; rows of matrices are padded to a multiple of it.</summary>
    public const int Width = 16;

    /// <summary>Whether products are computed in vectors; otherwise each multiplication would be a call.</summary>
    public static bool IsAccelerated => Vector512.IsHardwareAccelerated || Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>
    /// Whether a vector is one register, and whole fits are faster in these kernels than in libtorch's (measured with AVX-512).
    /// </summary>
    public static bool IsWide => Vector512.IsHardwareAccelerated;

    /// <summary>The next multiple of <see cref="Width"/>.</summary>
    public static int Pad(int count) => checked(count + Width - 1) / Width * Width;

    /// <summary>Adds numbers to others.</summary>
    /// <param name="from">[N].</param>
    /// <param name="to">[N].</param>
    /// <param name="count">N, a multiple of <see cref="Width"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Add(float* from, float* to, int count)
    {
        for (int i = 0; i < count; i += Width)
            (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
    }

    /// <summary>The products of numbers.</summary>
    /// <param name="x">[N].</param>
    /// <param name="y">[N].</param>
    /// <param name="to">[N]; may be one of them.</param>
    /// <param name="count">N, a multiple of <see cref="Width"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Multiply(float* x, float* y, float* to, int count)
    {
        for (int i = 0; i < count; i += Width)
            (Vector512.Load(x + i) * Vector512.Load(y + i)).Store(to + i);
    }

    /// <summary>The sum of the squares of numbers.</summary>
    /// <param name="numbers">[N].</param>
    /// <param name="count">N, a multiple of <see cref="Width"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double SumOfSquares(float* numbers, long count)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        for (long i = 0; i < count; i += Width)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Load(numbers + i));
            sum += lower * lower + upper * upper;
        }
        return Vector512.Sum(sum);
    }

    /// <summary>Bytes as numbers: (value − offset) · scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Scale(ReadOnlySpan<byte> bytes, float offset, float scale, float* to)
    {
        int i = 0;
        for (; i + Width <= bytes.Length; i += Width)
        {
            (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Vector128.Create(bytes.Slice(i, Width)));
            (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(lower);
            (Vector128<uint> third, Vector128<uint> fourth) = Vector128.Widen(upper);
            Vector512<int> values = Vector512.Create(Vector256.Create(first, second), Vector256.Create(third, fourth)).AsInt32();
            ((Vector512.ConvertToSingle(values) - Vector512.Create(offset)) * scale).Store(to + i);
        }
        for (; i < bytes.Length; i++)
            to[i] = (bytes[i] - offset) * scale;
    }

    /// <summary>(value − offset) · scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Scale(ReadOnlySpan<float> values, float offset, float scale, float* to)
    {
        int i = 0;
        for (; i + Width <= values.Length; i += Width)
            ((Vector512.Create(values.Slice(i, Width)) - Vector512.Create(offset)) * scale).Store(to + i);
        for (; i < values.Length; i++)
            to[i] = (values[i] - offset) * scale;
    }

    /// <summary>Whether (value − offset) · scale is in [low, high] for every value; false if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreWithin(ReadOnlySpan<float> values, float offset, float scale, float low, float high)
    {
        int i = 0;
        for (; i + Width <= values.Length; i += Width)
        {
            Vector512<float> scaled = (Vector512.Create(values.Slice(i, Width)) - Vector512.Create(offset)) * scale;
            if (!Vector512.GreaterThanOrEqualAll(scaled, Vector512.Create(low))
                || !Vector512.LessThanOrEqualAll(scaled, Vector512.Create(high)))
                return false;
        }
        for (; i < values.Length; i++)
        {
            if (!((values[i] - offset) * scale is var scaled && scaled >= low && scaled <= high))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Zero in place of numbers near zero: what decays without end, such as the moments of a unit that died, would become subnormal, and
    /// processors are a hundred times slower on subnormal numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushTiny(Vector512<float> x) =>
        Vector512.AndNot(x, Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-35f)));

    /// <summary>eˣ to about one unit in the last place, x clamped to [−87, 88]; by the reduction and polynomial of Cephes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-87.0f)), Vector512.Create(88.0f));
        Vector512<float> magic = Vector512.Create(12582912f);   // 1.5 · 2²³: adding it rounds to an integer
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504088896341f), magic);
        Vector512<float> n = shifted - magic;
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r * r, r) + Vector512<float>.One;
        Vector512<int> scale = Vector512.ShiftLeft(shifted.AsInt32() - magic.AsInt32(), 23);
        return (p.AsInt32() + scale).AsSingle();
    }

    /// <summary>1 / (1 + e⁻ᵗ), and log(1 + e^−|t|), which with max(t, 0) is the softplus.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Sigmoid, Vector512<float> LogTerm) Logistic(Vector512<float> t)
    {
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> e = Exp(-Vector512.Abs(t));
        Vector512<float> a = one + e, b = a + one;
        Vector512<float> inverse = one / (a * b);              // of both denominators at once
        Vector512<float> upper = b * inverse;                  // 1 / (1 + e)
        Vector512<float> s = e * a * inverse;                  // e / (2 + e), at most 1/3
        Vector512<float> q = s * s;
        // log(1 + e) = 2 artanh(e / (2 + e))
        Vector512<float> series = Vector512.Create(2f / 13);
        series = Vector512.FusedMultiplyAdd(series, q, Vector512.Create(2f / 11));
        series = Vector512.FusedMultiplyAdd(series, q, Vector512.Create(2f / 9));
        series = Vector512.FusedMultiplyAdd(series, q, Vector512.Create(2f / 7));
        series = Vector512.FusedMultiplyAdd(series, q, Vector512.Create(2f / 5));
        series = Vector512.FusedMultiplyAdd(series, q, Vector512.Create(2f / 3));
        series = Vector512.FusedMultiplyAdd(series, q, Vector512.Create(2f));
        Vector512<float> isPositive = Vector512.GreaterThanOrEqual(t, Vector512<float>.Zero);
        return (Vector512.ConditionalSelect(isPositive, upper, e * upper), s * series);
    }

    /// <summary>1 / (1 + e⁻ᵗ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> t) => Vector512<float>.One / (Vector512<float>.One + Exp(-t));

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> e = Exp(Vector512.Abs(x) * Vector512.Create(-2f));
        Vector512<float> magnitude = (Vector512<float>.One - e) / (Vector512<float>.One + e);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), -magnitude, magnitude);
    }

    /// <summary>
    /// The error function to 4e-7: 1 − (a₁t + … + a₅t⁵) e^−x², t = 1 / (1 + 0.3275911 x) (Abramowitz and Stegun, 1964, 7.1.26).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x)
    {
        Vector512<float> size = Vector512.Abs(x);
        Vector512<float> t = Vector512<float>.One / Vector512.FusedMultiplyAdd(size, Vector512.Create(0.3275911f), Vector512<float>.One);
        Vector512<float> p = Vector512.Create(1.061405429f);
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(-1.453152027f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(1.421413741f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(-0.284496736f));
        p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(0.254829592f));
        Vector512<float> magnitude = Vector512<float>.One - p * t * Exp(-size * size);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), -magnitude, magnitude);
    }
}

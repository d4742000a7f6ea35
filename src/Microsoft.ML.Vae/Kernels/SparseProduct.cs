using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>
/// Products with matrices that are mostly zero, such as pixels of digits, on the calling thread. They equal those of
/// <see cref="MatrixProduct"/> bit by bit, because a term of zero changes no sum.
/// </summary>
internal static unsafe class SparseProduct
{
    /// <summary>The share of numbers other than zero below which skipping the zeros is faster (measured with AVX-512).</summary>
    private const double LargestShare = 0.4;

    /// <summary>Whether so many numbers are zero that skipping them pays.</summary>
    /// <param name="numbers">[N].</param>
    /// <param name="count">N, a multiple of the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsWorthwhile(float* numbers, int count)
    {
        int nonzero = 0;
        for (int i = 0; i < count; i += VectorMath.Width)
            nonzero += BitOperations.PopCount(Nonzero(numbers + i));
        return nonzero <= LargestShare * count;
    }

    /// <summary>C = A B + 1 bᵀ.</summary>
    /// <param name="a">[M, K], padded with zeros to K, a multiple of the vector's width.</param>
    /// <param name="b">[K, N].</param>
    /// <param name="bias">[N].</param>
    /// <param name="c">[M, N].</param>
    /// <param name="m">M.</param>
    /// <param name="n">A multiple of the vector's width, and the stride of B and C.</param>
    /// <param name="k">K.</param>
    public static void Multiply(float* a, float* b, float* bias, float* c, int m, int n, int k)
    {
        using var terms = new Terms(k);
        for (int i = 0; i < m; i++, a += k, c += n)
            Combine(terms.Values, terms.Indices, List(a, k, terms), b, n, bias, c);
    }

    /// <summary>C = Aᵀ B of 16 columns of A, if so much of them is zero that it pays.</summary>
    /// <param name="a">[K, 16], within a wider matrix.</param>
    /// <param name="b">[K, N].</param>
    /// <param name="c">[16, N].</param>
    /// <param name="n">A multiple of the vector's width, and the stride of B and C.</param>
    /// <param name="k">K.</param>
    /// <param name="stride">Of A.</param>
    /// <returns>Whether it did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryMultiplyTransposed(float* a, float* b, float* c, int n, int k, int stride)
    {
        int nonzero = 0;
        for (int i = 0; i < k; i++)
            nonzero += BitOperations.PopCount(Nonzero(a + (long)i * stride));
        if (nonzero > LargestShare * k * VectorMath.Width)
            return false;
        using var terms = new Terms(k * VectorMath.Width);
        int* counts = stackalloc int[VectorMath.Width];
        ListColumns(a, k, stride, terms, counts);
        for (int i = 0; i < VectorMath.Width; i++, c += n)
            Combine(terms.Values + (long)i * k, terms.Indices + (long)i * k, counts[i], b, n, null, c);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int List(float* row, int count, in Terms terms)
    {
        int found = 0;
        for (int i = 0; i < count; i += VectorMath.Width)
        {
            for (uint rest = Nonzero(row + i); rest != 0; rest &= rest - 1)
            {
                int index = i + BitOperations.TrailingZeroCount(rest);
                terms.Values[found] = row[index];
                terms.Indices[found++] = index;
            }
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ListColumns(float* columns, int rows, int stride, in Terms terms, int* counts)
    {
        for (int i = 0; i < rows; i++, columns += stride)
        {
            for (uint rest = Nonzero(columns); rest != 0; rest &= rest - 1)
            {
                int column = BitOperations.TrailingZeroCount(rest);
                int at = column * rows + counts[column]++;
                terms.Values[at] = columns[column];
                terms.Indices[at] = i;
            }
        }
    }

    /// <summary>The sum of some rows of a matrix, each times its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(float* values, int* indices, int count, float* rows, int n, float* bias, float* sum)
    {
        int j = 0;
        for (; j + 8 * VectorMath.Width <= n; j += 8 * VectorMath.Width)
        {
            Vector s0 = Initial(bias, j), s1 = Initial(bias, j + 16), s2 = Initial(bias, j + 32), s3 = Initial(bias, j + 48);
            Vector s4 = Initial(bias, j + 64), s5 = Initial(bias, j + 80), s6 = Initial(bias, j + 96), s7 = Initial(bias, j + 112);
            for (int i = 0; i < count; i++)
            {
                float* row = rows + (long)indices[i] * n + j;
                Vector x = Vector512.Create(values[i]);
                s0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row), s0);
                s1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 16), s1);
                s2 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 32), s2);
                s3 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 48), s3);
                s4 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 64), s4);
                s5 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 80), s5);
                s6 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 96), s6);
                s7 = Vector512.FusedMultiplyAdd(x, Vector512.Load(row + 112), s7);
            }
            s0.Store(sum + j);
            s1.Store(sum + j + 16);
            s2.Store(sum + j + 32);
            s3.Store(sum + j + 48);
            s4.Store(sum + j + 64);
            s5.Store(sum + j + 80);
            s6.Store(sum + j + 96);
            s7.Store(sum + j + 112);
        }
        for (; j < n; j += VectorMath.Width)
        {
            Vector s = Initial(bias, j);
            for (int i = 0; i < count; i++)
                s = Vector512.FusedMultiplyAdd(Vector512.Create(values[i]), Vector512.Load(rows + (long)indices[i] * n + j), s);
            s.Store(sum + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Nonzero(float* numbers) =>
        (uint)~Vector512.Equals(Vector512.Load(numbers), Vector.Zero).ExtractMostSignificantBits() & 0xFFFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Initial(float* bias, int j) => bias is null ? Vector.Zero : Vector512.Load(bias + j);

    /// <summary>Borrowed room for values and their positions.</summary>
    private ref struct Terms
    {
        private readonly float[] _values;
        private readonly int[] _indices;
        private MemoryHandle _valuesPin;
        private MemoryHandle _indicesPin;

        public Terms(int length)
        {
            _values = ArrayPool<float>.Shared.Rent(length);
            _indices = ArrayPool<int>.Shared.Rent(length);
            _valuesPin = _values.AsMemory().Pin();
            _indicesPin = _indices.AsMemory().Pin();
            Values = (float*)_valuesPin.Pointer;
            Indices = (int*)_indicesPin.Pointer;
        }

        public float* Values { get; }

        public int* Indices { get; }

        public void Dispose()
        {
            _valuesPin.Dispose();
            _indicesPin.Dispose();
            ArrayPool<float>.Shared.Return(_values);
            ArrayPool<int>.Shared.Return(_indices);
        }
    }
}

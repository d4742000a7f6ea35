using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>
/// Products of matrices in single precision on the calling thread. Widths are padded to whole vectors and heights to whole tiles, so that
/// there are no remainders. Each element is a sum in one order, whatever the tiles: results do not depend on how rows are divided.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows per tile, of which the heights are multiples.</summary>
    public const int TileRows = 8;

    private const int TileColumns = 3;   // vectors; 24 sums fit the 32 registers of AVX-512
    private const int Depth = 512;       // terms per pass, so that a panel of B stays near

    /// <summary>C = A B + 1 bᵀ.</summary>
    /// <param name="a">[M, K]: element (i, k) at a[i · rowStride + k · columnStride], so that a transpose needs no copy.</param>
    /// <param name="b">[K, N].</param>
    /// <param name="bias">[N]; null: zeros.</param>
    /// <param name="c">[M, N].</param>
    /// <param name="m">A multiple of <see cref="TileRows"/>.</param>
    /// <param name="n">A multiple of the vector's width, and the stride of B and C.</param>
    /// <param name="k">The number of terms.</param>
    /// <param name="rowStride">Of A.</param>
    /// <param name="columnStride">Of A.</param>
    public static void Multiply(float* a, float* b, float* bias, float* c, int m, int n, int k, int rowStride, int columnStride)
    {
        for (int start = 0; start < k; start += Depth)
        {
            int depth = Math.Min(Depth, k - start);
            var pass = new Pass(a + (long)start * columnStride, b + (long)start * n, depth, n, rowStride, columnStride);
            for (int j = 0; j < n;)
            {
                int vectors = Columns((n - j) / VectorMath.Width);
                for (int i = 0; i < m; i += TileRows)
                {
                    float* target = c + (long)i * n + j;
                    if (start > 0)
                        pass.Tile(i, j, vectors, target, n, target);
                    else
                        pass.Tile(i, j, vectors, bias is null ? null : bias + j, 0, target);
                }
                j += vectors * VectorMath.Width;
            }
        }
    }

    /// <summary>C = C ∘ (A Bᵀ), element by element: a gradient passed back through a layer, times the slopes in C.</summary>
    /// <param name="a">[M, K], K a multiple of the vector's width.</param>
    /// <param name="b">[N, K], N a multiple of 4.</param>
    /// <param name="c">[M, N], M a multiple of 4.</param>
    /// <param name="m">M.</param>
    /// <param name="n">N.</param>
    /// <param name="k">K.</param>
    public static void ScaleByTransposed(float* a, float* b, float* c, int m, int n, int k)
    {
        for (int j = 0; j < n; j += 4)
        {
            for (int i = 0; i < m; i += 4)
            {
                float* at = a + (long)i * k, bt = b + (long)j * k, ct = c + (long)i * n + j;
                if (Vector512.IsHardwareAccelerated)
                {
                    Dots4x4(at, bt, k, ct, n);
                    continue;
                }
                Dots2x2(at, bt, k, ct, n);
                Dots2x2(at, bt + 2 * (long)k, k, ct + 2, n);
                Dots2x2(at + 2 * (long)k, bt, k, ct + 2 * (long)n, n);
                Dots2x2(at + 2 * (long)k, bt + 2 * (long)k, k, ct + 2 * (long)n + 2, n);
            }
        }
    }

    private static int Columns(int left) => Vector512.IsHardwareAccelerated && left >= TileColumns ? TileColumns : 1;

    /// <summary>A run of terms.</summary>
    private readonly struct Pass(float* a, float* b, int depth, int n, int rowStride, int columnStride)
    {
        /// <param name="i">The tile's first row.</param>
        /// <param name="j">Its first column.</param>
        /// <param name="vectors">Its width.</param>
        /// <param name="initial">What is added; null: zeros.</param>
        /// <param name="stride">Of the initial rows.</param>
        /// <param name="c">The result.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Tile(int i, int j, int vectors, float* initial, int stride, float* c)
        {
            float* rows = a + (long)i * rowStride;
            if (vectors == TileColumns)
            {
                Tile8x3(rows, rowStride, columnStride, b + j, n, depth, initial, stride, c);
                return;
            }
            Tile4x1(rows, rowStride, columnStride, b + j, n, depth, initial, stride, c);
            Tile4x1(rows + 4 * (long)rowStride, rowStride, columnStride, b + j, n, depth,
                initial is null ? null : initial + 4 * (long)stride, stride, c + 4 * (long)n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x3(float* a, int row, int column, float* b, int n, int depth, float* initial, int stride, float* c)
    {
        Vector c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        Vector c40 = default, c41 = default, c42 = default, c50 = default, c51 = default, c52 = default;
        Vector c60 = default, c61 = default, c62 = default, c70 = default, c71 = default, c72 = default;
        if (initial is not null)
        {
            float* s = initial;
            (c00, c01, c02) = Load3(s);
            (c10, c11, c12) = Load3(s += stride);
            (c20, c21, c22) = Load3(s += stride);
            (c30, c31, c32) = Load3(s += stride);
            (c40, c41, c42) = Load3(s += stride);
            (c50, c51, c52) = Load3(s += stride);
            (c60, c61, c62) = Load3(s += stride);
            (c70, c71, c72) = Load3(s + stride);
        }
        float* a3 = a + 3 * (long)row, a6 = a + 6 * (long)row;
        for (int k = 0; k < depth; k++)
        {
            Vector b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16), b2 = Vector512.Load(b + 32);
            Vector x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, b2, c02);
            x = Vector512.Create(a[row]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, b2, c12);
            x = Vector512.Create(a[2 * row]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, b2, c22);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, b2, c32);
            x = Vector512.Create(a3[row]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            c42 = Vector512.FusedMultiplyAdd(x, b2, c42);
            x = Vector512.Create(a3[2 * row]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            c52 = Vector512.FusedMultiplyAdd(x, b2, c52);
            x = Vector512.Create(*a6);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            c62 = Vector512.FusedMultiplyAdd(x, b2, c62);
            x = Vector512.Create(a6[row]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            c72 = Vector512.FusedMultiplyAdd(x, b2, c72);
            a += column;
            a3 += column;
            a6 += column;
            b += n;
        }
        Store(c, c00, c01, c02);
        Store(c += n, c10, c11, c12);
        Store(c += n, c20, c21, c22);
        Store(c += n, c30, c31, c32);
        Store(c += n, c40, c41, c42);
        Store(c += n, c50, c51, c52);
        Store(c += n, c60, c61, c62);
        Store(c + n, c70, c71, c72);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1(float* a, int row, int column, float* b, int n, int depth, float* initial, int stride, float* c)
    {
        Vector c0 = default, c1 = default, c2 = default, c3 = default;
        if (initial is not null)
        {
            c0 = Vector512.Load(initial);
            c1 = Vector512.Load(initial + stride);
            c2 = Vector512.Load(initial + 2 * (long)stride);
            c3 = Vector512.Load(initial + 3 * (long)stride);
        }
        float* a3 = a + 3 * (long)row;
        for (int k = 0; k < depth; k++)
        {
            Vector b0 = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), b0, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[row]), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * row]), b0, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), b0, c3);
            a += column;
            a3 += column;
            b += n;
        }
        c0.Store(c);
        c1.Store(c += n);
        c2.Store(c += n);
        c3.Store(c + n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots4x4(float* a, float* b, int k, float* c, int n)
    {
        Vector s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        float* a1 = a + k, a2 = a1 + k, a3 = a2 + k, b1 = b + k, b2 = b1 + k, b3 = b2 + k;
        for (int p = 0; p < k; p += VectorMath.Width)
        {
            Vector y0 = Vector512.Load(b + p), y1 = Vector512.Load(b1 + p), y2 = Vector512.Load(b2 + p), y3 = Vector512.Load(b3 + p);
            Vector x = Vector512.Load(a + p);
            s00 = Vector512.FusedMultiplyAdd(x, y0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, y1, s01);
            s02 = Vector512.FusedMultiplyAdd(x, y2, s02);
            s03 = Vector512.FusedMultiplyAdd(x, y3, s03);
            x = Vector512.Load(a1 + p);
            s10 = Vector512.FusedMultiplyAdd(x, y0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, y1, s11);
            s12 = Vector512.FusedMultiplyAdd(x, y2, s12);
            s13 = Vector512.FusedMultiplyAdd(x, y3, s13);
            x = Vector512.Load(a2 + p);
            s20 = Vector512.FusedMultiplyAdd(x, y0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, y1, s21);
            s22 = Vector512.FusedMultiplyAdd(x, y2, s22);
            s23 = Vector512.FusedMultiplyAdd(x, y3, s23);
            x = Vector512.Load(a3 + p);
            s30 = Vector512.FusedMultiplyAdd(x, y0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, y1, s31);
            s32 = Vector512.FusedMultiplyAdd(x, y2, s32);
            s33 = Vector512.FusedMultiplyAdd(x, y3, s33);
        }
        Scale(c, Sums(s00, s01, s02, s03));
        Scale(c += n, Sums(s10, s11, s12, s13));
        Scale(c += n, Sums(s20, s21, s22, s23));
        Scale(c + n, Sums(s30, s31, s32, s33));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots2x2(float* a, float* b, int k, float* c, int n)
    {
        Vector s00 = default, s01 = default, s10 = default, s11 = default;
        float* a1 = a + k, b1 = b + k;
        for (int p = 0; p < k; p += VectorMath.Width)
        {
            Vector x0 = Vector512.Load(a + p), x1 = Vector512.Load(a1 + p), y = Vector512.Load(b + p);
            s00 = Vector512.FusedMultiplyAdd(x0, y, s00);
            s10 = Vector512.FusedMultiplyAdd(x1, y, s10);
            y = Vector512.Load(b1 + p);
            s01 = Vector512.FusedMultiplyAdd(x0, y, s01);
            s11 = Vector512.FusedMultiplyAdd(x1, y, s11);
        }
        c[0] *= Vector512.Sum(s00);
        c[1] *= Vector512.Sum(s01);
        c[n] *= Vector512.Sum(s10);
        c[n + 1] *= Vector512.Sum(s11);
    }

    /// <summary>The sums of four vectors: all four at once down to a quarter, whose lanes are one sum each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector s0, Vector s1, Vector s2, Vector s3)
    {
        if (!Avx512F.IsSupported)
            return Vector128.Create(Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        Vector pairs = Avx512F.UnpackLow(s0, s1) + Avx512F.UnpackHigh(s0, s1);
        Vector others = Avx512F.UnpackLow(s2, s3) + Avx512F.UnpackHigh(s2, s3);
        Vector lanes = Avx512F.Shuffle(pairs, others, 0b01_00_01_00) + Avx512F.Shuffle(pairs, others, 0b11_10_11_10);
        Vector256<float> half = lanes.GetLower() + lanes.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(float* c, Vector128<float> by) => (Vector128.Load(c) * by).Store(c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector, Vector, Vector) Load3(float* s) => (Vector512.Load(s), Vector512.Load(s + 16), Vector512.Load(s + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector x, Vector y, Vector z)
    {
        x.Store(c);
        y.Store(c + 16);
        z.Store(c + 32);
    }
}

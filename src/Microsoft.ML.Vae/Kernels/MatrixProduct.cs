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
    /// <param name="adds">Whether the product is added to C, without a bias.</param>
    public static void Multiply(
        float* a, float* b, float* bias, float* c, int m, int n, int k, int rowStride, int columnStride, bool adds = false)
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
                    if (start > 0 || adds)
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

    /// <summary>Four vectors are two tiles of two, since a tile of one waits for its sums.</summary>
    private static int Columns(int left) => !Vector512.IsHardwareAccelerated ? 1 : left == 4 ? 2 : Math.Min(left, TileColumns);

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
                ProductTiles.Tile8x3(rows, rowStride, columnStride, b + j, n, depth, initial, stride, c);
                return;
            }
            if (vectors == 2)
            {
                ProductTiles.Tile8x2(rows, rowStride, columnStride, b + j, n, depth, initial, stride, c);
                return;
            }
            if (Vector512.IsHardwareAccelerated)
            {
                ProductTiles.Tile8x1(rows, rowStride, columnStride, b + j, n, depth, initial, stride, c);
                return;
            }
            ProductTiles.Tile4x1(rows, rowStride, columnStride, b + j, n, depth, initial, stride, c);
            ProductTiles.Tile4x1(rows + 4 * (long)rowStride, rowStride, columnStride, b + j, n, depth,
                initial is null ? null : initial + 4 * (long)stride, stride, c + 4 * (long)n);
        }
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
}

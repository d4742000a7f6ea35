using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>
/// Tiles of a product, each with as many sums as the registers hold. The element (i, k) of A is a[i · row + k · column]; n is the stride of
/// B and C; initial rows, a stride apart, are added, null standing for zeros.
/// </summary>
internal static unsafe class ProductTiles
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8x3(float* a, int row, int column, float* b, int n, int depth, float* initial, int stride, float* c)
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
    public static void Tile8x2(float* a, int row, int column, float* b, int n, int depth, float* initial, int stride, float* c)
    {
        Vector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        if (initial is not null)
        {
            float* s = initial;
            (c00, c01) = Load2(s);
            (c10, c11) = Load2(s += stride);
            (c20, c21) = Load2(s += stride);
            (c30, c31) = Load2(s += stride);
            (c40, c41) = Load2(s += stride);
            (c50, c51) = Load2(s += stride);
            (c60, c61) = Load2(s += stride);
            (c70, c71) = Load2(s + stride);
        }
        float* a3 = a + 3 * (long)row, a6 = a + 6 * (long)row;
        for (int k = 0; k < depth; k++)
        {
            Vector b0 = Vector512.Load(b), b1 = Vector512.Load(b + 16);
            Vector x = Vector512.Create(*a);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            x = Vector512.Create(a[row]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            x = Vector512.Create(a[2 * row]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            x = Vector512.Create(*a3);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            x = Vector512.Create(a3[row]);
            c40 = Vector512.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(x, b1, c41);
            x = Vector512.Create(a3[2 * row]);
            c50 = Vector512.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(x, b1, c51);
            x = Vector512.Create(*a6);
            c60 = Vector512.FusedMultiplyAdd(x, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(x, b1, c61);
            x = Vector512.Create(a6[row]);
            c70 = Vector512.FusedMultiplyAdd(x, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(x, b1, c71);
            a += column;
            a3 += column;
            a6 += column;
            b += n;
        }
        Store(c, c00, c01);
        Store(c += n, c10, c11);
        Store(c += n, c20, c21);
        Store(c += n, c30, c31);
        Store(c += n, c40, c41);
        Store(c += n, c50, c51);
        Store(c += n, c60, c61);
        Store(c + n, c70, c71);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile8x1(float* a, int row, int column, float* b, int n, int depth, float* initial, int stride, float* c)
    {
        Vector c00 = default, c10 = default, c20 = default, c30 = default;
        Vector c40 = default, c50 = default, c60 = default, c70 = default;
        if (initial is not null)
        {
            float* s = initial;
            c00 = Vector512.Load(s);
            c10 = Vector512.Load(s += stride);
            c20 = Vector512.Load(s += stride);
            c30 = Vector512.Load(s += stride);
            c40 = Vector512.Load(s += stride);
            c50 = Vector512.Load(s += stride);
            c60 = Vector512.Load(s += stride);
            c70 = Vector512.Load(s + stride);
        }
        float* a3 = a + 3 * (long)row, a6 = a + 6 * (long)row;
        for (int k = 0; k < depth; k++)
        {
            Vector b0 = Vector512.Load(b);
            c00 = Vector512.FusedMultiplyAdd(Vector512.Create(*a), b0, c00);
            c10 = Vector512.FusedMultiplyAdd(Vector512.Create(a[row]), b0, c10);
            c20 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * row]), b0, c20);
            c30 = Vector512.FusedMultiplyAdd(Vector512.Create(*a3), b0, c30);
            c40 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[row]), b0, c40);
            c50 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[2 * row]), b0, c50);
            c60 = Vector512.FusedMultiplyAdd(Vector512.Create(*a6), b0, c60);
            c70 = Vector512.FusedMultiplyAdd(Vector512.Create(a6[row]), b0, c70);
            a += column;
            a3 += column;
            a6 += column;
            b += n;
        }
        c00.Store(c);
        c10.Store(c += n);
        c20.Store(c += n);
        c30.Store(c += n);
        c40.Store(c += n);
        c50.Store(c += n);
        c60.Store(c += n);
        c70.Store(c + n);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x1(float* a, int row, int column, float* b, int n, int depth, float* initial, int stride, float* c)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector, Vector, Vector) Load3(float* s) => (Vector512.Load(s), Vector512.Load(s + 16), Vector512.Load(s + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector, Vector) Load2(float* s) => (Vector512.Load(s), Vector512.Load(s + 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector x, Vector y)
    {
        x.Store(c);
        y.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* c, Vector x, Vector y, Vector z)
    {
        x.Store(c);
        y.Store(c + 16);
        z.Store(c + 32);
    }
}

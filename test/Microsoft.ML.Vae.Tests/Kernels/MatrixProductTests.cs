using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Tests.Kernels;

public unsafe class MatrixProductTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 8, 16, 1 }, { 16, 32, 7 }, { 24, 48, 33 }, { 8, 64, 511 }, { 8, 80, 513 }, { 32, 112, 1030 },   // terms around the depth of a pass
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_AnyShape_IsTheProductOfDoubles(int m, int n, int k)
    {
        using Numbers a = new(m * k, 1), b = new(k * n, 2), bias = new(n, 3), c = new(m * n, 4);

        MatrixProduct.Multiply(a.Data, b.Data, bias.Data, c.Data, m, n, k, rowStride: k, columnStride: 1);

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
                ShouldBeSum(c[i * n + j], Enumerable.Range(0, k).Select(p => (double)a[i * k + p] * b[p * n + j]).Append(bias[j]));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Multiply_OfTheTranspose_IsTheProductOfDoubles(int m, int n, int k)
    {
        using Numbers a = new(m * k, 1), b = new(k * n, 2), c = new(m * n, 4);

        MatrixProduct.Multiply(a.Data, b.Data, null, c.Data, m, n, k, rowStride: 1, columnStride: m);

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
                ShouldBeSum(c[i * n + j], Enumerable.Range(0, k).Select(p => (double)a[p * m + i] * b[p * n + j]));
        }
    }

    [Theory]
    [InlineData(4, 4, 16)]
    [InlineData(8, 12, 48)]
    [InlineData(16, 64, 784)]
    public void ScaleByTransposed_AnyShape_MultipliesByTheProductOfDoubles(int m, int n, int k)
    {
        using Numbers a = new(m * k, 1), b = new(n * k, 2), c = new(m * n, 3), before = new(m * n, 3);

        MatrixProduct.ScaleByTransposed(a.Data, b.Data, c.Data, m, n, k);

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
                ShouldBeSum(c[i * n + j], Enumerable.Range(0, k).Select(p => (double)a[i * k + p] * b[j * k + p] * before[i * n + j]));
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.8)]
    [InlineData(1.0)]
    public void Sparse_AnyShareOfZeros_HasTheBitsOfTheDenseProduct(double zeros)
    {
        const int m = 8, n = 208, k = 112;
        using Numbers a = new(m * k, 1, zeros), b = new(k * n, 2), bias = new(n, 3), dense = new(m * n, 4), sparse = new(m * n, 5);

        MatrixProduct.Multiply(a.Data, b.Data, bias.Data, dense.Data, m, n, k, rowStride: k, columnStride: 1);
        SparseProduct.Multiply(a.Data, b.Data, bias.Data, sparse.Data, m, n, k);

        sparse.ToArray().ShouldBe(dense.ToArray());
        SparseProduct.IsWorthwhile(a.Data, m * k).ShouldBe(zeros > 0.5);
    }

    [Fact]
    public void SparseTransposed_MostlyZero_HasTheBitsOfTheDenseProduct()
    {
        const int n = 208, k = 50, stride = 48;
        using Numbers a = new(k * stride, 1, zeros: 0.8), b = new(k * n, 2), dense = new(16 * n, 4), sparse = new(16 * n, 5);

        MatrixProduct.Multiply(a.Data + 16, b.Data, null, dense.Data, 16, n, k, rowStride: 1, columnStride: stride);
        SparseProduct.TryMultiplyTransposed(a.Data + 16, b.Data, sparse.Data, n, k, stride).ShouldBeTrue();

        sparse.ToArray().ShouldBe(dense.ToArray());
    }

    [Fact]
    public void SparseTransposed_MostlyOtherThanZero_LeavesItToTheDenseProduct()
    {
        using Numbers a = new(50 * 16, 1), b = new(50 * 16, 2), c = new(16 * 16, 3);
        float[] before = c.ToArray();

        SparseProduct.TryMultiplyTransposed(a.Data, b.Data, c.Data, n: 16, k: 50, stride: 16).ShouldBeFalse();

        c.ToArray().ShouldBe(before);
    }

    private static void ShouldBeSum(float actual, IEnumerable<double> terms)
    {
        double[] all = [.. terms];
        double expected = all.Sum();
        ((double)actual).ShouldBe(expected, 1e-6 * (all.Sum(Math.Abs) + 1e-6));
    }

    /// <summary>Random numbers in native memory.</summary>
    private sealed class Numbers : IDisposable
    {
        private readonly NativeBuffer _buffer;

        public Numbers(int count, int seed, double zeros = 0)
        {
            _buffer = new NativeBuffer(count);
            var random = new Random(seed);
            for (int i = 0; i < count; i++)
                _buffer.Data[i] = random.NextDouble() < zeros ? 0 : random.NextSingle() - 0.5f;
        }

        public float* Data => _buffer.Data;

        public float this[int index] => _buffer.Data[index];

        public float[] ToArray() => new Span<float>(Data, (int)_buffer.Length).ToArray();

        public void Dispose() => _buffer.Dispose();
    }
}

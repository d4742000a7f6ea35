using Microsoft.ML.Vae.Health;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Health;

public class PcaBaselineTests
{
    [Theory]
    [InlineData(40, 6)]   // by the covariance
    [InlineData(5, 9)]    // by the Gram matrix
    [InlineData(9, 40)]
    public void SquaredErrorPerPixel_AnyShape_IsTheResidualOfPowerIterationInDoubles(int rows, int size)
    {
        double[][] data = Correlated(rows, size);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(data);
        for (int components = 0; components <= Math.Min(rows - 1, size); components++)
        {
            double residual = Residual(data, components);
            PcaBaseline.SquaredErrorPerPixel([x], components).ShouldBe(residual, 1e-6, $"{components} components");   // inputs in single precision
            PcaBaseline.SquaredErrorPerPixel(x.split(4), components).ShouldBe(residual, 1e-6, $"{components} components, in pieces");
        }
    }

    [Fact]
    public void SquaredErrorPerPixel_RowsOnAPlane_IsZeroWithTwoComponents()
    {
        double[][] data = [.. Enumerable.Range(0, 50).Select(i => new[] { i, 2.0 * i, i % 7, 5 - i % 7, 3 })];
        using Tensor x = TensorValues.Matrix(data);

        PcaBaseline.SquaredErrorPerPixel([x], 2).ShouldBe(0, 1e-9);
        PcaBaseline.SquaredErrorPerPixel([x], 1).ShouldBeGreaterThan(0.1);
        PcaBaseline.SquaredErrorPerPixel([x], 5).ShouldBe(0, 1e-9);
    }

    [Fact]
    [Trait("trap", "25")]
    public void SquaredErrorPerPixel_ManyTimes_LeavesNoTensorBehind()
    {
        using Tensor wide = TensorValues.Matrix(Correlated(5, 9)), tall = TensorValues.Matrix(Correlated(600, 4));
        LiveTensors.ShouldStayFlat(20, () =>
        {
            PcaBaseline.SquaredErrorPerPixel([wide], 2);
            PcaBaseline.SquaredErrorPerPixel([tall], 2);
        });
    }

    private static double[][] Correlated(int rows, int size)
    {
        var random = new Random(7);
        double[][] mixing = [.. Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, size).Select(j => (random.NextDouble() - 0.5) / (1 + j * j)).ToArray())];
        return [.. Enumerable.Range(0, rows).Select(_ =>
        {
            double[] source = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble())];
            return mixing.Select(weights => 0.7 + weights.Zip(source, (w, s) => w * s).Sum()).ToArray();
        })];
    }

    /// <summary>Takes away one direction after another, each found by power iteration, and measures what is left.</summary>
    private static double Residual(double[][] data, int components)
    {
        int size = data[0].Length;
        double[] mean = [.. Enumerable.Range(0, size).Select(j => data.Average(row => row[j]))];
        double[][] rest = [.. data.Select(row => row.Zip(mean, (value, m) => value - m).ToArray())];
        for (int k = 0; k < components; k++)
        {
            double[] direction = Dominant(rest);
            foreach (double[] row in rest)
            {
                double along = row.Zip(direction, (value, d) => value * d).Sum();
                for (int j = 0; j < size; j++)
                    row[j] -= along * direction[j];
            }
        }
        return rest.Sum(row => row.Sum(value => value * value)) / ((double)data.Length * size);
    }

    private static double[] Dominant(double[][] rows)
    {
        int size = rows[0].Length;
        double[] v = [.. Enumerable.Range(0, size).Select(j => 1 + 0.1 * j)];
        for (int i = 0; i < 2000; i++)
        {
            var next = new double[size];
            foreach (double[] row in rows)
            {
                double along = row.Zip(v, (value, d) => value * d).Sum();
                for (int j = 0; j < size; j++)
                    next[j] += along * row[j];
            }
            double length = Math.Sqrt(next.Sum(value => value * value));
            if (length < 1e-12)
                return new double[size];
            v = Array.ConvertAll(next, value => value / length);
        }
        return v;
    }
}

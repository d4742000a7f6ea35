using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Halko, Martinsson and Tropp 2011: random directions through the covariance A give a basis Q of what varies most; B = A Q is read in a second pass,
/// and the eigenvectors of the small matrix BᵀB turn B into those of A.
/// </summary>
internal static class RandomizedPca
{
    /// <summary>Keeps directions without variance from being divided by zero.</summary>
    private const float Floor = 1e-6f;

    public static Projection[] Train(IHost host, IDataView data, SketchedColumn[] columns)
    {
        var sketches = Array.ConvertAll(columns, column => new Sketch(host, column));
        ReadRows(data, columns, sketches);
        Array.ForEach(sketches, sketch => sketch.StartSecondPass());
        ReadRows(data, columns, sketches);
        return [.. columns.Select((column, i) => Project(sketches[i], column.Rank))];
    }

    private static void ReadRows(IDataView data, SketchedColumn[] columns, Sketch[] sketches)
    {
        var read = columns.SelectMany(column => new[] { column.Input, column.Weight }).OfType<DataViewSchema.Column>();
        using var cursor = data.GetRowCursor(read);
        var getters = Array.ConvertAll(columns, column => cursor.GetGetter<VBuffer<float>>(column.Input));
        var weights = Array.ConvertAll(columns, column => column.Weight is { } weight ? cursor.GetGetter<float>(weight) : null);
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var weight = 1f;
                weights[i]?.Invoke(ref weight);
                getters[i](ref row);
                sketches[i].Add(row, weight);
            }
        }

        Array.ForEach(sketches, sketch => sketch.CheckNotEmpty());
        Array.ForEach(sketches, sketch => sketch.Finish());
    }

    private static Projection Project(Sketch sketch, int rank)
    {
        var directions = Directions(sketch.Products, rank);
        return new Projection(directions, sketch.Mean == null ? null : Array.ConvertAll(directions, direction => Floats.Dot(direction, sketch.Mean)));
    }

    /// <summary>NaN where the rows have too few directions for a basis in single precision, as in the original.</summary>
    private static float[][] Directions(float[][] products, int rank)
    {
        var gram = Matrix<double>.Build.Dense(products.Length, products.Length, (i, j) => Floats.Dot(products[i], products[j]));
        if (!gram.ForAll(double.IsFinite))
            return [.. Enumerable.Range(0, rank).Select(_ => NotNumbers(products[0].Length))];
        var eigen = gram.Evd(Symmetricity.Symmetric);
        // In ascending order.
        return [.. Enumerable.Range(1, rank).Select(i =>
            Combine(products, eigen.EigenVectors.Column(products.Length - i), eigen.EigenValues[products.Length - i].Real))];
    }

    private static float[] Combine(float[][] products, Vector<double> factors, double squaredVariance)
    {
        var direction = new float[products[0].Length];
        for (var i = 0; i < products.Length; i++)
            Floats.Add((float)factors[i], products[i], direction);
        Floats.Scale(direction, 1 / (Floor + (squaredVariance <= 0 ? 0 : (float)Math.Sqrt(squaredVariance))));
        return direction;
    }

    private static float[] NotNumbers(int count)
    {
        var numbers = new float[count];
        Array.Fill(numbers, float.NaN);
        return numbers;
    }
}

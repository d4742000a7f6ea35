using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>Compares what a graph gives with what <c>Transform</c> gives.</summary>
internal static class Difference
{
    /// <summary>The largest |difference| / (1 + |value|), which two correct computations in single precision may have.</summary>
    public const double Allowed = 1e-5;

    /// <summary>The columns of a view that are numbers, keys or Boolean, as rows of numbers.</summary>
    public static Dictionary<string, double[][]> Read(IDataView view, params IEnumerable<string> columns) =>
        columns.ToDictionary(column => column, column => Read(view, column));

    /// <summary>The largest difference of rows that begin at some row; the columns are those of <paramref name="got"/>.</summary>
    /// <param name="got">What a graph gives.</param>
    /// <param name="expected">What <c>Transform</c> gives.</param>
    /// <param name="first">The row that is the first of <paramref name="got"/>.</param>
    /// <param name="of">What is compared, for messages.</param>
    /// <param name="pixelUnit">How many units of the column a decoder's output of 1 is.</param>
    public static double Of(
        IReadOnlyDictionary<string, double[][]> got, IReadOnlyDictionary<string, double[][]> expected, int first = 0, string of = "",
        double pixelUnit = 1)
    {
        double largest = 0;
        foreach ((string column, double[][] rows) in got.Where(entry => expected.ContainsKey(entry.Key)))
        {
            double unit = column == "Reconstruction" ? pixelUnit : 1;
            for (int row = 0; row < rows.Length; row++)
            {
                double[] values = expected[column][first + row];
                rows[row].Length.ShouldBe(values.Length, column);
                for (int i = 0; i < values.Length; i++)
                {
                    bool isSame = rows[row][i] == values[i] || double.IsNaN(rows[row][i]) && double.IsNaN(values[i]);
                    double difference = isSame ? 0 : Math.Abs(rows[row][i] - values[i]) / (unit + Math.Abs(values[i]));
                    (difference <= Allowed).ShouldBeTrue($"{of} {column}, row {first + row}, slot {i}: {rows[row][i]} in place of {values[i]}");
                    largest = Math.Max(largest, difference);
                }
            }
        }
        return largest;
    }

    private static double[][] Read(IDataView view, string column)
    {
        DataViewType type = view.Schema[column].Type;
        return type switch
        {
            VectorDataViewType { ItemType: KeyDataViewType } => Vectors<uint>(view, column, value => value),
            VectorDataViewType vector when vector.ItemType.RawType == typeof(bool) => Vectors<bool>(view, column, value => value ? 1 : 0),
            VectorDataViewType vector when vector.ItemType.RawType == typeof(uint) => Vectors<uint>(view, column, value => value),
            VectorDataViewType => Vectors<float>(view, column, value => value),
            BooleanDataViewType => [.. view.Values<bool>(column).Select(value => (double[])[value ? 1 : 0])],
            KeyDataViewType => [.. view.Values<uint>(column).Select(value => (double[])[value])],
            _ => [.. view.Values<float>(column).Select(value => (double[])[value])],
        };
    }

    private static double[][] Vectors<T>(IDataView view, string column, Func<T, double> toDouble) =>
        [.. view.Values<VBuffer<T>>(column).Select(vector => vector.DenseValues().Select(toDouble).ToArray())];
}

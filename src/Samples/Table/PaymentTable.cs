using System.Globalization;

namespace Microsoft.ML.Vae.Samples.Table;

/// <summary>
/// A table in the style of public data sets on fraud: 20 numbers and 5 categories of payments, which all follow from four hidden traits of
/// each payment. In some payments one column has the value of another payment, which breaks its dependence on the others and nothing else.
/// </summary>
internal sealed class PaymentTable
{
    public const int Numbers = 20;

    private const int Traits = 4;
    private const double Noise = 0.15;

    private static readonly (string Name, int Values)[] _categories =
        [("Country", 8), ("Merchant", 6), ("Card", 3), ("Channel", 4), ("Device", 5)];

    private readonly Random _random;
    private readonly double[][] _directions;   // of each number, two
    private readonly double[][][] _weights;    // of each value of each category

    /// <summary>Draws payments.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="share">The share of them that are odd.</param>
    /// <param name="seed">Seeds the draws of payments; what depends on what is always the same.</param>
    public PaymentTable(int rows, double share, int seed)
    {
        _random = new Random(1);
        _directions = [.. Enumerable.Range(0, 2 * Numbers).Select(_ => Direction())];
        _weights = [.. _categories.Select(category => Enumerable.Range(0, category.Values).Select(_ => Direction()).ToArray())];
        _random = new Random(seed);
        Payment[] all = [.. Enumerable.Range(0, rows).Select(_ => Draw())];
        Broken = new int?[rows];
        Rows = [.. all.Select(payment => payment.Copy())];
        foreach (int row in Enumerable.Range(0, rows).OrderBy(_ => _random.Next()).Take((int)Math.Round(share * rows)))
            Break(row, all);
    }

    /// <summary>The names of the columns, numbers first.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        [.. Enumerable.Range(1, Numbers).Select(i => Invariant($"V{i}")), .. _categories.Select(category => category.Name)];

    public static IReadOnlyList<string> Categories { get; } = [.. _categories.Select(category => category.Name)];

    public IReadOnlyList<Payment> Rows { get; }

    /// <summary>The column of each payment that does not belong to it; null for those that are as they should be.</summary>
    public int?[] Broken { get; }

    /// <summary>Writes a file of comma-separated values with a header: Id, the columns, and whether the payment is odd.</summary>
    public void Write(string path)
    {
        using var file = new StreamWriter(path);
        file.WriteLine($"Id,{string.Join(',', Columns)},IsOdd");
        for (int row = 0; row < Rows.Count; row++)
        {
            var numbers = Rows[row].Numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture));
            var categories = Rows[row].Categories.Select((value, i) => Invariant($"{_categories[i].Name[..2]}{value}"));
            file.WriteLine(Invariant($"P{row},{string.Join(',', numbers.Concat(categories))},{(Broken[row] is null ? 0 : 1)}"));
        }
    }

    private double[] Direction()
    {
        double[] direction = [.. Enumerable.Range(0, Traits).Select(_ => Normal())];
        double norm = Math.Sqrt(direction.Sum(x => x * x));
        return [.. direction.Select(x => x / norm)];
    }

    private Payment Draw()
    {
        double[] traits = [.. Enumerable.Range(0, Traits).Select(_ => Normal())];
        return new Payment(
            [.. Enumerable.Range(0, Numbers)
                .Select(i => Number(i, Along(_directions[2 * i], traits), Along(_directions[2 * i + 1], traits)))],
            [.. _weights.Select(values => Best([.. values.Select(value => 4 * Along(value, traits) + Normal() / 2)]))]);
    }

    /// <summary>A curve or a surface over the traits, each number in a unit of its own.</summary>
    private float Number(int i, double a, double b)
    {
        double value = (i % 5) switch
        {
            0 => Math.Sin(1.5 * a),
            1 => a * b,
            2 => a * a - 1,
            3 => Math.Abs(a) - b,
            _ => a + Math.Cos(2 * b),
        };
        return (float)((value + Noise * Normal()) * Math.Pow(10, i % 4) + 5 * i);
    }

    /// <summary>Takes over a value of another payment: a clearly different number, or another category.</summary>
    private void Break(int row, Payment[] all)
    {
        int column = _random.Next(Columns.Count);
        Broken[row] = column;
        while (true)
        {
            Payment other = all[_random.Next(all.Length)], own = Rows[row];
            if (column >= Numbers && other.Categories[column - Numbers] is var category && category != own.Categories[column - Numbers])
            {
                own.Categories[column - Numbers] = category;
                return;
            }
            if (column < Numbers && Math.Abs(other.Numbers[column] - own.Numbers[column]) > Math.Pow(10, column % 4))
            {
                own.Numbers[column] = other.Numbers[column];
                return;
            }
        }
    }

    private static double Along(double[] direction, double[] traits) => direction.Zip(traits, (x, y) => x * y).Sum();

    private static int Best(double[] scores) => Array.IndexOf(scores, scores.Max());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>One row.</summary>
    /// <param name="Numbers">V1 to V20.</param>
    /// <param name="Categories">The values of the categories, from 0.</param>
    internal sealed record Payment(float[] Numbers, int[] Categories)
    {
        public Payment Copy() => new([.. Numbers], [.. Categories]);
    }
}

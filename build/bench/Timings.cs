namespace Microsoft.ML.Vae.Bench;

/// <summary>The rows per second of one contender over the rounds.</summary>
internal sealed class Timings
{
    private readonly List<double> _values = [];

    public void Add(double rowsPerSecond) => _values.Add(rowsPerSecond);

    public double Last => _values[^1];

    public double Median
    {
        get
        {
            double[] sorted = [.. _values.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}

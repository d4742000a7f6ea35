namespace Microsoft.ML.Vae.Bench;

/// <summary>The rows per second of one contender over the rounds.</summary>
internal sealed class Timings
{
    private readonly List<double> _values = [];

    /// <summary>Adds a round; null leaves a contender out.</summary>
    public void Add(double? rowsPerSecond)
    {
        if (rowsPerSecond is { } value)
            _values.Add(value);
    }

    /// <summary>Null without a round.</summary>
    public double? Last => _values.Count == 0 ? null : _values[^1];

    public double Median
    {
        get
        {
            double[] sorted = [.. _values.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}

namespace Microsoft.ML.Vae.Bench;

/// <summary>The numbers of all rounds.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<Variant, List<double>> _values = [];

    public void Add(Variant variant, double value)
    {
        if (!_values.TryGetValue(variant, out List<double>? values))
            _values[variant] = values = [];
        values.Add(value);
    }

    public bool Has(Variant variant) => _values.ContainsKey(variant);

    public Result Compare(Comparison comparison) =>
        new(comparison, [.. _values[comparison.Ours]], comparison.Other is null ? null : [.. _values[comparison.Other]]);
}

/// <summary>A comparison with its numbers, one of each round.</summary>
internal sealed record Result(Comparison Comparison, double[] Ours, double[]? Other)
{
    /// <summary>Both were measured within a round, so that a slow spell of the machine changes both; null without another.</summary>
    public double[]? Ratios { get; } = Other is null ? null : [.. Ours.Zip(Other, (ours, other) => ours / other)];

    /// <summary>What the target is about: the median ratio, or the median where nothing is compared.</summary>
    public double Judged => Median(Ratios ?? Ours);

    /// <summary>Null without a target.</summary>
    public bool? IsMet => Comparison.Target?.IsMetBy(Judged);

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

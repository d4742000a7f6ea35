using Microsoft.ML.Vae.Bench;

namespace Microsoft.ML.Vae.Samples.Tests.Bench;

/// <summary>A variant whose numbers, one for each round, are given.</summary>
internal sealed class FixedVariant(string name, string unit, params double[] values) : Variant(name, unit)
{
    private int _round;

    public bool Exists { get; init; } = true;

    public override bool IsAvailable => Exists;

    public override double Measure() => values[_round++];
}

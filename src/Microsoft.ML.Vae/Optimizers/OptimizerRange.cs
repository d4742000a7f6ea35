namespace Microsoft.ML.Vae.Optimizers;

/// <summary>The ranges of what optimizers are told.</summary>
internal static class OptimizerRange
{
    public static double BelowOne(double value, string name) => value is >= 0 and < 1 ? value : throw Fault(value, name, "[0, 1)");

    public static double UpToOne(double value, string name) => value is >= 0 and <= 1 ? value : throw Fault(value, name, "[0, 1]");

    public static double AboveZero(double value, string name) => value is > 0 and <= 1 ? value : throw Fault(value, name, "(0, 1]");

    private static ArgumentOutOfRangeException Fault(double value, string name, string range) =>
        new(name, value, FormattableString.Invariant($"{name} is {value}; must be in {range}."));
}

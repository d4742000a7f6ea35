using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>Refuses weights that no objective can use, in one form of words.</summary>
internal static class ObjectiveRange
{
    public const int Largest = 1_000_000;

    /// <summary>The number must be in [minimum, maximum].</summary>
    public static void Check<T>(T value, T minimum, string name, double maximum = Largest) where T : INumber<T>
    {
        if (!(value >= minimum && double.CreateSaturating(value) <= maximum))
            throw Fault(value, name, string.Create(CultureInfo.InvariantCulture, $"[{minimum}, {maximum}]"));
    }

    /// <summary>The number must be in (0, maximum].</summary>
    public static void CheckPositive(double value, string name, double maximum = Largest)
    {
        if (!(value > 0 && value <= maximum))
            throw Fault(value, name, string.Create(CultureInfo.InvariantCulture, $"(0, {maximum}]"));
    }

    private static ArgumentOutOfRangeException Fault(object value, string name, string range) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; must be in {range}."));
}

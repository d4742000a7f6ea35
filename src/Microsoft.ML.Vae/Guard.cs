using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae;

/// <summary>Refuses values that are out of range, in one form of words: "epochs is 0; must be in [1, 100]."</summary>
internal static class Guard
{
    /// <summary>The upper limit of weights, rates and times that have no limit of their own.</summary>
    public const double Largest = 1e6;

    /// <summary>The value, if it is in [minimum, maximum].</summary>
    public static T InRange<T>(T value, T minimum, T maximum, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : INumber<T> =>
        value >= minimum && value <= maximum
            ? value
            : throw OutOfRange(value, Range(minimum, maximum), name);

    /// <summary>The value, if it is in (0, maximum].</summary>
    public static double Positive(double value, double maximum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && value <= maximum
            ? value
            : throw OutOfRange(value, PositiveRange(maximum), name);

    /// <summary>The value, if it is in [0, 1).</summary>
    public static double BelowOne(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and < 1 ? value : throw OutOfRange(value, "in [0, 1)", name);

    /// <summary>The value, if it is not below the minimum.</summary>
    public static int AtLeast(int value, int minimum, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= minimum ? value : throw OutOfRange(value, string.Create(CultureInfo.InvariantCulture, $"at least {minimum}"), name);

    /// <summary>The value, if the enumeration has a name for it.</summary>
    public static T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "") where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw OutOfRange(value, OneOf<T>(), name);

    /// <summary>The names of an enumeration, as what a value must be.</summary>
    public static string OneOf<T>() where T : struct, Enum =>
        Enum.GetNames<T>() is [string first, string second] ? $"{first} or {second}" : $"one of {string.Join(", ", Enum.GetNames<T>())}";

    /// <summary>A closed interval, as what a value must be in.</summary>
    public static string Range<T>(T minimum, T maximum) => string.Create(CultureInfo.InvariantCulture, $"in [{minimum}, {maximum}]");

    /// <summary>The positive numbers up to a maximum, as what a value must be in.</summary>
    public static string PositiveRange(double maximum) => string.Create(CultureInfo.InvariantCulture, $"in (0, {maximum}]");

    /// <summary>The exception for an argument with a value that it must not have.</summary>
    public static ArgumentOutOfRangeException OutOfRange(
        object value, string wanted, [CallerArgumentExpression(nameof(value))] string name = "") =>
        new(name, value, Fault(name, value, wanted));

    /// <summary>What something is and what it must be.</summary>
    public static string Fault(string name, object? value, string wanted) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; must be {wanted}.");
}

using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>The conditions of images that are decoded without a row.</summary>
internal static class Conditions
{
    private const int MostShown = 5;

    /// <summary>
    /// The caller's condition or, where there is none, the first value of a key or zeros; null without a condition column.
    /// </summary>
    /// <exception cref="ArgumentException">The caller's does not fit the model.</exception>
    public static ConditionValue? Of(VaeTransformer transformer, PictureOptions options) =>
        transformer.Model.Input.Condition is { } column && options.Condition is null
            ? ConditionValue.Default(column)
            : ConditionValue.From(transformer.Model.Input.Condition, options.Condition);

    /// <summary>A condition in words, as in ", Label = 3"; empty without one.</summary>
    public static string Describe(ConditionValue? condition) => condition is null ? "" : $", {condition.Column.Name} = {Value(condition)}";

    /// <summary>The value in words.</summary>
    public static string Value(ConditionValue condition)
    {
        if (condition.Column.Kind == ConditionKind.Key)
            return condition.Column.Names?[(int)condition.Key - 1] ?? FormattableString.Invariant($"{condition.Key}");
        IEnumerable<string> numbers = condition.Numbers.Take(MostShown).Select(number => FormattableString.Invariant($"{number:G4}"));
        return string.Join(", ", numbers) + (condition.Numbers.Length > MostShown ? ", …" : "");
    }
}

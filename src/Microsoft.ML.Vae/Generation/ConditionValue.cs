using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Generation;

/// <summary>One value of a condition column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Numbers">Its numbers; of a key, its number from 1.</param>
internal sealed record ConditionValue(ConditionColumn Column, float[] Numbers)
{
    public uint Key => (uint)Numbers[0];

    /// <summary>What stands in where nobody says which: a key's first value, or zeros.</summary>
    public static ConditionValue Default(ConditionColumn column) =>
        new(column, column.Kind == ConditionKind.Key ? [1] : new float[column.Size]);

    /// <summary>The value of a key that a name stands for.</summary>
    /// <exception cref="ArgumentException">The model has no such name.</exception>
    public static ConditionValue From(ConditionColumn? column, string condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (column?.Names is not { } names)
        {
            string what = column is null ? $"the model has no {nameof(VaeOptions.ConditionColumnName)}"
                : $"column '{column.Name}' is {column}, whose values had no names when the model was trained";
            throw new ArgumentException($"condition is '{condition}', but {what}.", nameof(condition));
        }
        uint number = names.NumberOf(condition);
        return number > 0
            ? new ConditionValue(column, [number])
            : throw new ArgumentException($"condition is '{condition}'; must be one of {names}.", nameof(condition));
    }

    /// <summary>Checks a caller's value against the model's column; null for a model without a condition.</summary>
    /// <exception cref="ArgumentException">The value does not fit the model.</exception>
    public static ConditionValue? From(ConditionColumn? column, IReadOnlyList<float>? condition)
    {
        if (column is null)
        {
            return condition is null ? null : throw new ArgumentException(
                $"The model has no {nameof(VaeOptions.ConditionColumnName)}; condition must be null.", nameof(condition));
        }
        int size = column.Kind == ConditionKind.Key ? 1 : column.Size;
        if (condition is null || condition.Count != size)
        {
            string got = condition is null ? "null" : FormattableString.Invariant($"of {condition.Count} numbers");
            throw new ArgumentException(
                FormattableString.Invariant($"condition is {got}; must be of {size}, as column '{column.Name}' is {column}."),
                nameof(condition));
        }
        foreach (float number in condition)
        {
            bool isValid = column.Kind == ConditionKind.Key
                ? number >= 1 && number <= column.Size && float.IsInteger(number)
                : float.IsFinite(number);
            if (!isValid)
            {
                string wanted = column.Kind == ConditionKind.Key
                    ? FormattableString.Invariant($"a whole number in [1, {column.Size}]")
                    : "finite";
                throw new ArgumentException(
                    FormattableString.Invariant($"condition holds {number}; must be {wanted}, as column '{column.Name}' is {column}."),
                    nameof(condition));
            }
        }
        return new ConditionValue(column, [.. condition]);
    }
}

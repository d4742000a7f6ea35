using System.Globalization;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Visuals;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>Values of the column that a model is conditioned on.</summary>
internal static class ModelCondition
{
    /// <summary>Reads what a user gave: the name of a value, or numbers joined by commas.</summary>
    /// <exception cref="InputException">The model has no condition, or none such.</exception>
    public static ConditionValue? Parse(LoadedModel model, string? text)
    {
        if (text is null)
            return null;
        var column = model.Vae.Model.Input.Condition
            ?? throw new InputException($"The model '{model.Path}' has no condition: leave --condition out.");
        try
        {
            return column.Names is null ? ConditionValue.From(column, Numbers(text)) : ConditionValue.From(column, text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InputException(
                $"--condition is '{text}'; must be {Wanted(column)}, as the model is conditioned on '{column.Name}'.", e);
        }
    }

    /// <summary>Pictures with a condition; null: with the one that they have by themselves.</summary>
    public static PictureOptions? Pictures(ConditionValue? condition) =>
        condition is null ? null : new PictureOptions { Condition = condition.Numbers };

    /// <summary>What a condition must be, in words.</summary>
    public static string Wanted(ConditionColumn column) => column switch
    {
        { Names: { } names } => $"one of {names}",
        { Kind: ConditionKind.Key } => FormattableString.Invariant($"a whole number in [1, {column.Size}]"),
        { Size: 1 } => "a number",
        _ => FormattableString.Invariant($"{column.Size} numbers joined by commas"),
    };

    /// <summary>Reads the condition of each row: its numbers, or the number of its key.</summary>
    public static Func<float[]> Reader(IExceptionContext context, ConditionColumn column, DataViewRow row)
    {
        var extractor = new ConditionExtractor(context, column, row);
        var stored = new byte[column.RowBytes];
        return () =>
        {
            if (extractor.TryRead(stored) is { } fault)
                throw new InputException($"Column '{column.Name}': {fault}");
            return column.Kind == ConditionKind.Key
                ? [BitConverter.ToUInt32(stored)]
                : [.. stored.Chunk(sizeof(float)).Select(bytes => BitConverter.ToSingle(bytes))];
        };
    }

    private static float[] Numbers(string text) =>
        [.. text.Split(',').Select(number => float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture))];
}

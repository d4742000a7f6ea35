namespace Microsoft.ML.Vae.Inputs;

/// <summary>Neighboring slots of a vector that hold values of one kind.</summary>
/// <param name="Kind">What they hold.</param>
/// <param name="Start">The first slot.</param>
/// <param name="Length">How many.</param>
/// <param name="Name">What they are called, such as the column that they come from; empty if unknown.</param>
internal sealed record SlotPart(SlotKind Kind, int Start, int Length, string Name)
{
    /// <summary>The fixed standard deviation of numbers; null: each slot learns its own.</summary>
    public double? StandardDeviation { get; init; }

    public int End => Start + Length;

    /// <summary>The first value of a row that these slots cannot hold, and why; null if there is none.</summary>
    public (int Slot, string What)? Fault(ReadOnlySpan<float> row) =>
        Kind == SlotKind.Number ? FaultOfNumbers(row.Slice(Start, Length)) : FaultOfIndicators(row.Slice(Start, Length));

    private (int Slot, string What)? FaultOfNumbers(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return (Start + i, Got(values[i], "a number must be finite. Remove the row, or append ReplaceMissingValues before"));
        }
        return null;
    }

    private (int Slot, string What)? FaultOfIndicators(ReadOnlySpan<float> values)
    {
        int one = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not (0 or 1))
                return (Start + i, Got(values[i], $"{Owner} must be 0 or 1. {Remedy}"));
            if (Kind == SlotKind.Category && values[i] == 1)
            {
                if (one >= 0)
                {
                    return (Start + i, FormattableString.Invariant(
                        $"got a second 1 (slot {one} is the first), but {Owner} has one at most. {Remedy}"));
                }
                one = i + Start;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string name = Name.Length > 0 ? $"'{Name}'" : Length == 1
            ? FormattableString.Invariant($"slot {Start}")
            : FormattableString.Invariant($"slots {Start}..{End - 1}");
        return Kind switch
        {
            SlotKind.Category => FormattableString.Invariant($"{name} ({Length} categories)"),
            SlotKind.Flag => $"{name} (flag)",
            _ => StandardDeviation is { } deviation ? FormattableString.Invariant($"{name} (σ = {deviation})") : name,
        };
    }

    private string Owner => Kind == SlotKind.Flag ? $"the flag {Label}" : $"an indicator of the category {Label}";

    private string Label => Name.Length > 0 ? $"'{Name}'" : FormattableString.Invariant($"of slots {Start}..{End - 1}");

    private string Remedy => Kind == SlotKind.Flag
        ? "Convert the column to 0 and 1, or make it a part of numbers (LikelihoodPart.Gaussian)"
        : "Use OneHotEncoding with its default output, Indicator, and normalize numbers before they are concatenated with categories";

    private static string Got(float value, string wanted) => FormattableString.Invariant($"got {value}, but {wanted}");
}

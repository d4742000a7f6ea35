namespace Microsoft.ML.Vae.Inputs;

/// <summary>The pixel values that a likelihood can use, in scaled units, and the words for a row with another value.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
/// <param name="Owner">What requires it, as in "the Bernoulli likelihood".</param>
/// <param name="Remedy">What a caller can do about another value.</param>
internal sealed record PixelDomain(float Low, float High, string Owner, string Remedy)
{
    public static PixelDomain Finite(string owner, string remedy = "Remove the row") => new(float.MinValue, float.MaxValue, owner, remedy);

    // In levels: what single precision leaves of k/255 is 3e-5 of one, and the first level of k/256 is 4e-3 off.
    internal const float LevelTolerance = 1e-3f;

    /// <summary>The number of equal steps in the range if only their ends can be used; null: every value can.</summary>
    public int? Steps { get; init; }

    /// <summary>Slots with values of their own, which are not scaled; null: the range holds for every slot.</summary>
    public IReadOnlyList<SlotPart>? Parts { get; init; }

    /// <summary>Whether values beyond the range are replaced by its nearest end.</summary>
    public bool Clips { get; init; }

    /// <summary>The range that values beyond it are clipped to; null where none is clipped.</summary>
    public (float Low, float High)? ClippedRange => Clips && Low > float.MinValue ? (Low, High) : null;

    /// <summary>Whether a value that it does not contain can be replaced by the nearest one.</summary>
    public bool CanClip(float value) => Clips && float.IsFinite(value) && (value < Low || value > High);

    public bool Contains(float value) => value >= Low && value <= High && IsLevel(value);   // false for NaN

    /// <summary>The values in words.</summary>
    public string Wanted => Low == float.MinValue ? "a finite number"
        : FormattableString.Invariant($"{(Steps is { } steps ? $"a multiple of 1/{steps}" : "a number")} in [{Low}, {High}]");

    private bool IsLevel(float value)
    {
        if (Steps is not { } steps)
            return true;
        float level = (value - Low) / (High - Low) * steps;
        return MathF.Abs(level - MathF.Round(level)) <= LevelTolerance;
    }
}

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The values that something can use, in network units, and the words for a row that holds another.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest value.</param>
/// <param name="Owner">Who wants it, as in "the Bernoulli likelihood".</param>
/// <param name="Remedy">What a caller can do about another value.</param>
internal sealed record Support(float Low, float High, string Owner, string Remedy)
{
    public static Support Finite(string what) => new(float.MinValue, float.MaxValue, $"a {what}", "Remove the row");

    public bool Contains(float value) => value >= Low && value <= High;   // false for NaN

    /// <summary>The values in words.</summary>
    public string Wanted => Low == float.MinValue ? "a finite number" : FormattableString.Invariant($"a number in [{Low}, {High}]");
}

namespace Microsoft.ML.Vae.Bench;

/// <summary>A line of the table: a variant beside another, or alone.</summary>
/// <param name="Work">What both do.</param>
/// <param name="Ours">The variant that is judged.</param>
/// <param name="Other">What it is compared with; null where its own number is judged.</param>
/// <param name="Target">What the ratio, or the number, is to be; null where nothing is promised.</param>
internal sealed record Comparison(string Work, Variant Ours, Variant? Other, Target? Target)
{
    public IReadOnlyList<Variant> Variants => Other is null ? [Ours] : [Ours, Other];

    public string Line => Other is null ? $"{Work}: {Ours}" : $"{Work}: {Ours} / {Other}";
}

/// <summary>The least or the most that a ratio or number may be.</summary>
internal sealed record Target(double Value, bool IsMost)
{
    public static Target AtLeast(double value) => new(value, IsMost: false);

    public static Target AtMost(double value) => new(value, IsMost: true);

    public bool IsMetBy(double value) => IsMost ? value <= Value : value >= Value;

    public override string ToString() => FormattableString.Invariant($"{(IsMost ? '≤' : '≥')} {Value:0.0#}");
}

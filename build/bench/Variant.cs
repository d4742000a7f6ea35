namespace Microsoft.ML.Vae.Bench;

/// <summary>Something to measure, in a process of its own.</summary>
/// <param name="name">Its name, unique among the variants.</param>
/// <param name="unit">The unit of its number.</param>
internal abstract class Variant(string name, string unit)
{
    public string Name { get; } = name;

    public string Unit { get; } = unit;

    /// <summary>Whether this machine can measure it.</summary>
    public virtual bool IsAvailable => true;

    /// <summary>Whether its process has two processors and no more.</summary>
    public virtual bool NeedsTwoProcessors => false;

    /// <summary>Measures it once.</summary>
    public abstract double Measure();

    public override string ToString() => Name;
}

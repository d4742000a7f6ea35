namespace Microsoft.ML;

/// <summary>Creates generators; the originals' streams of numbers are not matched.</summary>
internal static class RandomUtils
{
    public static Random Create(int? seed) => seed is { } value ? Create(value) : new Random();

    public static Random Create(int seed) => new Random(seed);

    /// <summary>A generator seeded from another one, which thereby moves on.</summary>
    public static Random Create(Random seed) => new Random(seed.Next());
}

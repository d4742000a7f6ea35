namespace Microsoft.ML.Vae.Randomness;

/// <summary>SplitMix64 (Steele et al., "Fast splittable pseudorandom number generators", 2014), for draws seeded by purpose.</summary>
internal static class SplitMix
{
    /// <summary>The next number, uniform in (0, 1], so that its logarithm is finite.</summary>
    public static double Uniform(ref ulong state) => ((Next(ref state) >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>Scatters a number over all 64 bits.</summary>
    public static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    private static ulong Next(ref ulong state) => Mix(unchecked(state += 0x9E3779B97F4A7C15));
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>
/// Standard normal numbers that depend on nothing but a seed, a purpose and a row's id: whichever cursor reads the row, in whichever order and
/// batch, it gets the same draw.
/// </summary>
internal static class RowNoise
{
    /// <summary>Fills <paramref name="destination"/> with independent draws from N(0, 1), by Box and Muller's transform.</summary>
    public static void Fill(Span<float> destination, int seed, Outputs purpose, DataViewRowId row)
    {
        ulong state = Mix(Mix(Mix(((ulong)(uint)seed << 32) | (uint)purpose) ^ row.Low) ^ row.High);
        for (int i = 0; i < destination.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(Uniform(ref state)));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * Uniform(ref state));
            destination[i] = (float)(radius * cosine);
            if (i + 1 < destination.Length)
                destination[i + 1] = (float)(radius * sine);
        }
    }

    /// <summary>A number in [0, 1) for each row, uniform over ids and independent of every draw above.</summary>
    public static double Share(int seed, DataViewRowId row)
    {
        ulong state = Mix(Mix(Mix(((ulong)(uint)seed << 32) | uint.MaxValue) ^ row.Low) ^ row.High);
        return (Next(ref state) >> 11) * (1.0 / (1UL << 53));
    }

    // In (0, 1], so that its logarithm is finite.
    private static double Uniform(ref ulong state) => ((Next(ref state) >> 11) + 1) * (1.0 / (1UL << 53));

    // SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    private static ulong Next(ref ulong state) => Mix(unchecked(state += 0x9E3779B97F4A7C15));

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}

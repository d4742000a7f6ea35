namespace Microsoft.ML.Vae.Randomness;

/// <summary>
/// Standard normal numbers that depend only on a seed, a purpose and a row's id: a row gets the same draw from every cursor, in any order
/// and batch.
/// </summary>
internal static class RowNoise
{
    /// <summary>Fills <paramref name="destination"/> with independent draws from N(0, 1), by Box and Muller's transform.</summary>
    public static void Fill(Span<float> destination, int seed, int purpose, DataViewRowId row)
    {
        ulong state = SplitMix.Mix(SplitMix.Mix(SplitMix.Mix(((ulong)(uint)seed << 32) | (uint)purpose) ^ row.Low) ^ row.High);
        for (int i = 0; i < destination.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(SplitMix.Uniform(ref state)));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * SplitMix.Uniform(ref state));
            destination[i] = (float)(radius * cosine);
            if (i + 1 < destination.Length)
                destination[i + 1] = (float)(radius * sine);
        }
    }

    /// <summary>A number in [0, 1) for each row, uniform over ids and independent of every draw above.</summary>
    public static double Share(int seed, DataViewRowId row)
    {
        ulong state = SplitMix.Mix(SplitMix.Mix(SplitMix.Mix(((ulong)(uint)seed << 32) | uint.MaxValue) ^ row.Low) ^ row.High);
        return 1 - SplitMix.Uniform(ref state);
    }
}

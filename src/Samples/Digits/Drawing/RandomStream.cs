namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>
/// SplitMix64: one small independent stream per image. It uses integer arithmetic and IEEE basic operations only,
/// so that every platform draws the same digits to the last bit.
/// </summary>
internal sealed class RandomStream
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>A stream that depends on both numbers and on nothing else.</summary>
    public RandomStream(int seed, int index)
    {
        _state = Mix(unchecked((ulong)seed * Step + 1));
        _state = Mix(_state ^ unchecked((ulong)index * 0xD1B54A32D192ED03));
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Uniform integer in [0, count).</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>Bell-shaped with mean 0 and standard deviation 1, never beyond ±3.5: the sum of four uniforms.</summary>
    public double Bell() => (Uniform() + Uniform() + Uniform() + Uniform() - 2) * 1.7320508075688772;

    private ulong NextBits() => Mix(_state = unchecked(_state + Step));

    private static ulong Mix(ulong bits)
    {
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }
}

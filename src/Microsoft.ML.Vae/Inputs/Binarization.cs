using Microsoft.ML.Vae.Randomness;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>Black (0) or white (1) in place of a grey value in [0, 1], the probability of white (Salakhutdinov and Murray, 2008).</summary>
internal static class Binarization
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>A fresh draw, made on the CPU so that every device gets the same.</summary>
    public static Tensor Draw(Tensor x, Generator generator) =>   // [B, D] -> [B, D]
        rand(x.size(0), x.size(1), ScalarType.Float32, CPU, generator: generator).to(x.device).lt(x).to(ScalarType.Float32);

    /// <summary>The draw of a row when it is measured. It depends on the seed and the row's values alone, not on its position.</summary>
    public static void Fix(Span<float> row, int seed)
    {
        ulong state = (uint)seed;
        foreach (float value in row)
            state = SplitMix.Mix(unchecked(state + GoldenRatio) ^ BitConverter.SingleToUInt32Bits(value));
        for (int i = 0; i < row.Length; i++)
            {
            double u = SplitMix.Uniform(ref state);
            if (!float.IsNaN(row[i]))   // which is missing
                row[i] = u <= row[i] ? 1 : 0;
        }
    }
}

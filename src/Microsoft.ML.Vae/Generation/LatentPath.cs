namespace Microsoft.ML.Vae.Generation;

/// <summary>Codes along a straight line through the latent space.</summary>
internal static class LatentPath
{
    /// <summary><paramref name="steps"/> codes at equal distances from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static float[][] Between(IReadOnlyList<float> from, IReadOnlyList<float> to, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => At(from, to, (double)step / (steps - 1)))];

    /// <summary>Copies of a code, one dimension of which runs from -<paramref name="range"/> to <paramref name="range"/>.</summary>
    public static float[][] Along(IReadOnlyList<float> code, int dimension, double range, int steps)
    {
        float[] low = [.. code], high = [.. code];
        (low[dimension], high[dimension]) = ((float)-range, (float)range);
        return Between(low, high, steps);
    }

    private static float[] At(IReadOnlyList<float> from, IReadOnlyList<float> to, double t) =>
        [.. from.Zip(to, (a, b) => (float)((1 - t) * a + t * b))];
}

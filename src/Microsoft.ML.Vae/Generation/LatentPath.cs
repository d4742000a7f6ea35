namespace Microsoft.ML.Vae.Generation;

/// <summary>Latents along a straight line.</summary>
internal static class LatentPath
{
    /// <summary>
    /// <paramref name="steps"/> evenly spaced latents from <paramref name="from"/> to <paramref name="to"/>, both included.
    /// </summary>
    public static float[][] Between(IReadOnlyList<float> from, IReadOnlyList<float> to, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => At(from, to, (double)step / (steps - 1)))];

    /// <summary>Copies of a latent, one dimension of which runs from -<paramref name="range"/> to <paramref name="range"/>.</summary>
    public static float[][] Along(IReadOnlyList<float> latent, int dimension, double range, int steps)
    {
        float[] low = [.. latent], high = [.. latent];
        (low[dimension], high[dimension]) = ((float)-range, (float)range);
        return Between(low, high, steps);
    }

    /// <exception cref="ArgumentNullException">The latent is null.</exception>
    /// <exception cref="ArgumentException">The latent has another size, or a number that is not finite.</exception>
    public static void Check(IReadOnlyList<float> latent, int dimension, string parameter)
    {
        ArgumentNullException.ThrowIfNull(latent, parameter);
        if (latent.Count != dimension)
            throw Bad($"The latent has {latent.Count} numbers; must have {dimension}.");
        for (int i = 0; i < latent.Count; i++)
        {
            if (!float.IsFinite(latent[i]))
                throw Bad($"Number {i} of the latent is {latent[i]}; must be finite.");
        }

        ArgumentException Bad(FormattableString what) => new(FormattableString.Invariant(what), parameter);
    }

    private static float[] At(IReadOnlyList<float> from, IReadOnlyList<float> to, double t) =>
        [.. from.Zip(to, (a, b) => (float)((1 - t) * a + t * b))];
}

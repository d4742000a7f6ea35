using Microsoft.ML.Vae.Generation;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>Latents on the way from one to another.</summary>
internal static class LatentWalk
{
    private const double LeastAngle = 1e-4;   // below it, arc and line are the same

    /// <summary>Evenly spaced latents, both ends included.</summary>
    public static float[][] Between(float[] from, float[] to, int steps, InterpolationPath path) => path == InterpolationPath.Linear
        ? LatentPath.Between(from, to, steps)
        : [.. Enumerable.Range(0, steps).Select(step => OnArc(from, to, (double)step / (steps - 1)))];

    /// <summary>Latents from each to the next and back to the first, as for an animation without end.</summary>
    public static IReadOnlyList<float[]> Round(IReadOnlyList<float[]> stops, int stepsBetween, InterpolationPath path) =>
        [.. stops.SelectMany((stop, i) => Between(stop, stops[(i + 1) % stops.Count], stepsBetween + 1, path).SkipLast(1))];

    private static float[] OnArc(float[] from, float[] to, double t)
    {
        (double fromLength, double toLength) = (Length(from), Length(to));
        double cosine = fromLength * toLength > 0 ? from.Zip(to, (a, b) => (double)a * b).Sum() / (fromLength * toLength) : 1;
        double angle = Math.Acos(Math.Clamp(cosine, -1, 1));
        // Opposite latents have no arc of their own.
        if (angle < LeastAngle || Math.PI - angle < LeastAngle)
            return [.. from.Zip(to, (a, b) => (float)((1 - t) * a + t * b))];
        double length = (1 - t) * fromLength + t * toLength;
        double fromShare = Math.Sin((1 - t) * angle) / Math.Sin(angle) / fromLength;
        double toShare = Math.Sin(t * angle) / Math.Sin(angle) / toLength;
        return [.. from.Zip(to, (a, b) => (float)(length * (fromShare * a + toShare * b)))];
    }

    private static double Length(float[] latent) => Math.Sqrt(latent.Sum(value => (double)value * value));
}

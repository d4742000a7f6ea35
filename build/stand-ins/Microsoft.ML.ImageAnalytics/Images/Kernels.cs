namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>The weight of a pixel by its distance, in pixels, from the point that is sampled.</summary>
internal static class Kernels
{
    public static float Linear(float distance) => Math.Max(0, 1 - Math.Abs(distance));

    /// <summary>Mitchell and Netravali's cubic with B = C = 1/3.</summary>
    public static float Mitchell(float distance)
    {
        var x = Math.Abs(distance);
        if (x < 1)
            return ((7 * x * x * x) - (12 * x * x) + (16f / 3)) / 6;
        return x < 2 ? ((-7f / 3 * x * x * x) + (12 * x * x) - (20 * x) + (32f / 3)) / 6 : 0;
    }
}

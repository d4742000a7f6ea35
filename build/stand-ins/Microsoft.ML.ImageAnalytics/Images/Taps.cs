namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>The source pixels, along one axis, that a new pixel is made of, and their weights.</summary>
internal sealed record Taps(int[] Indices, float[] Weights)
{
    private const int Reach = 2;

    /// <summary>One for each new pixel along an axis; null outside the part that the image covers.</summary>
    public static Taps[] Across(int start, int length, int sourceCount, int count, Func<float, float> kernel)
    {
        var taps = new Taps[count];
        for (var i = Math.Max(0, start); i < Math.Min(count, start + length); i++)
            taps[i] = At(((i + 0.5f - start) / length * sourceCount) - 0.5f, sourceCount, kernel);
        return taps;
    }

    /// <summary>Beyond an edge the pixels of the edge go on.</summary>
    private static Taps At(float position, int sourceCount, Func<float, float> kernel)
    {
        var first = (int)MathF.Floor(position) - Reach + 1;
        var near = Enumerable.Range(first, 2 * Reach).Where(index => kernel(position - index) != 0).ToArray();
        return new Taps(
            Array.ConvertAll(near, index => Math.Clamp(index, 0, sourceCount - 1)), Array.ConvertAll(near, index => kernel(position - index)));
    }
}

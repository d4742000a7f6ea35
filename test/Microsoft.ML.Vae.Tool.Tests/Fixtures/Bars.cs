using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>Images with a bright bar, whose place is the class.</summary>
internal static class Bars
{
    private const int Side = 28;
    private const int Classes = 4;
    private const int Width = Side / Classes;

    public static LabelledImages Draw(int count)
    {
        var random = new Random(2);
        var pixels = new byte[count * Side * Side];
        byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes))];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = i % Side / Width == labels[i / (Side * Side)] ? (byte)random.Next(150, 256) : (byte)0;
        return new LabelledImages(Side, Side, pixels, labels);
    }

    /// <summary>The place where an image is brightest.</summary>
    /// <param name="pixels">Red, green, blue and alpha of each pixel.</param>
    public static int Brightest(byte[] pixels)
    {
        double[] sums = new double[Classes];
        for (int i = 0; i < Side * Side; i++)
            sums[i % Side / Width] += pixels[4 * i];
        return Array.IndexOf(sums, sums.Max());
    }
}

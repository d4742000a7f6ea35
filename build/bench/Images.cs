using System.IO.Compression;

namespace Microsoft.ML.Vae.Bench;

/// <summary>
/// What is trained on and encoded, as bytes: MNIST's training images from $VAE_DATA/mnist, else scribbles with as many dark pixels; and
/// color images.
/// </summary>
internal static class Images
{
    public const int Side = 28;
    public const int PixelCount = Side * Side;
    public const int ColorSide = 32;
    public const int LargeSide = 64;
    private const int IdxHeaderBytes = 16;

    private static readonly string? _folder = Environment.GetEnvironmentVariable("VAE_DATA") is { Length: > 0 } folder ? folder : null;

    public static string Source => _folder is null ? "scribbles in place of MNIST" : "MNIST";

    /// <summary>Grey, 28 × 28; at most 60,000.</summary>
    public static IEnumerable<byte[]> Digits(int count) =>
        _folder is null ? Scribbles(count) : Mnist(Path.Combine(_folder, "mnist", "train-images-idx3-ubyte"), count);

    /// <summary>Square, three planes: spots of light, each of a color.</summary>
    public static IEnumerable<byte[]> Colors(int count, int side)
    {
        var random = new Random(1);
        for (int image = 0; image < count; image++)
        {
            double x = random.NextDouble() * side, y = random.NextDouble() * side, area = side * side / 10.24;
            double[] color = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            yield return [.. color.SelectMany(light => Enumerable.Range(0, side * side).Select(i =>
                (byte)(255 * light * Math.Exp(-(Math.Pow(i % side - x, 2) + Math.Pow(i / side - y, 2)) / area))))];
        }
    }

    private static IEnumerable<byte[]> Mnist(string path, int count)
    {
        using Stream file = File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        file.ReadExactly(new byte[IdxHeaderBytes]);
        for (int row = 0; row < count; row++)
        {
            var image = new byte[PixelCount];
            file.ReadExactly(image);
            yield return image;
        }
    }

    private static IEnumerable<byte[]> Scribbles(int count)
    {
        var random = new Random(1);
        return Enumerable.Range(0, count).Select(_ => Scribble(random));
    }

    /// <summary>A wandering pen, two pixels wide.</summary>
    private static byte[] Scribble(Random random)
    {
        var image = new byte[PixelCount];
        (double x, double y) = (6 + 16 * random.NextDouble(), 6 + 16 * random.NextDouble());
        double heading = 2 * Math.PI * random.NextDouble();
        for (int step = 0; step < 60; step++)
        {
            heading += random.NextDouble() - 0.5;
            x = Math.Clamp(x + Math.Cos(heading), 4, Side - 6);
            y = Math.Clamp(y + Math.Sin(heading), 4, Side - 6);
            int corner = (int)y * Side + (int)x;
            foreach (int pixel in (ReadOnlySpan<int>)[corner, corner + 1, corner + Side, corner + Side + 1])
                image[pixel] = (byte)Math.Min(255, image[pixel] + 100 + random.Next(100));
        }

        return image;
    }
}

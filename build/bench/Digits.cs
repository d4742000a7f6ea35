using System.IO.Compression;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Grey images of 28 × 28: MNIST's training images from $VAE_DATA/mnist, or scribbles with as many dark pixels.</summary>
internal sealed record Digits(string Source, IReadOnlyList<byte[]> Images)
{
    public const int Side = 28;
    public const int PixelCount = Side * Side;
    private const int IdxHeaderBytes = 16;

    public static Digits Load(int count)
    {
        string? folder = Environment.GetEnvironmentVariable("VAE_DATA");
        return folder is null
            ? new("scribbles", Scribbles(count))
            : new("MNIST images", Mnist(Path.Combine(folder, "mnist", "train-images-idx3-ubyte"), count));
    }

    private static byte[][] Mnist(string path, int count)
    {
        using Stream file = File.Exists(path)
            ? File.OpenRead(path)
            : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        file.ReadExactly(new byte[IdxHeaderBytes]);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var image = new byte[PixelCount];
            file.ReadExactly(image);
            return image;
        })];
    }

    private static byte[][] Scribbles(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Scribble(random))];
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

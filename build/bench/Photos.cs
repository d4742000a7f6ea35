using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Bench;

/// <summary>JPEG files as cameras make them: 12 megapixels of smooth shapes, texture and noise.</summary>
internal static class Photos
{
    private const int Width = 4000;
    private const int Height = 3000;
    private const int FileCount = 4;
    private const int Period = 64;   // of the random values

    /// <summary>The files, which are made once on a machine and stay in its temporary folder.</summary>
    public static IReadOnlyList<string> Files()
    {
        string folder = Path.Combine(Path.GetTempPath(), "vae-bench-photos");
        Directory.CreateDirectory(folder);
        return [.. Enumerable.Range(0, FileCount).Select(i => Path.Combine(folder, FormattableString.Invariant($"{i}.jpg"))).Select(Make)];
    }

    private static string Make(string path, int seed)
    {
        if (!File.Exists(path))
        {
            string unfinished = FormattableString.Invariant($"{path}.{Environment.ProcessId}.jpg");
            using (var image = MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Bgra32, MemoryMarshal.AsBytes<uint>(Pixels(seed))))
                image.Save(unfinished);
            File.Move(unfinished, path, overwrite: true);
        }
        return path;
    }

    private static uint[] Pixels(int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, Period * Period).Select(_ => 255 * random.NextSingle())];
        var pixels = new uint[Width * Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            (float x, float y) = (i % Width / 100f, i / Width / 100f);
            float level = 0.6f * Noise(values, x, y) + 0.25f * Noise(values, 4 * x, 4 * y) + 0.15f * Noise(values, 16 * x, 16 * y)
                + random.Next(-4, 5);
            (uint red, uint green, uint blue) = (Level(level), Level(0.8f * level + 40), Level(255 - level));
            pixels[i] = 0xFF000000 | red << 16 | green << 8 | blue;
        }
        return pixels;
    }

    /// <summary>Random values on a grid, and what lies between them.</summary>
    private static float Noise(float[] values, float x, float y)
    {
        (int left, int top) = ((int)x, (int)y);
        float Value(int column, int row) => values[row % Period * Period + column % Period];
        float upper = float.Lerp(Value(left, top), Value(left + 1, top), x - left);
        float lower = float.Lerp(Value(left, top + 1), Value(left + 1, top + 1), x - left);
        return float.Lerp(upper, lower, y - top);
    }

    private static uint Level(float level) => (uint)Math.Clamp(level, 0, 255);
}

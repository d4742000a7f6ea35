using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Many small JPEG files: spots of light in color, which are made once on a machine and stay in its temporary folder.</summary>
internal static class Thumbnails
{
    public const string Column = "Image";
    public const int Side = 64;
    public const int DefaultCount = 10_000;
    private const string CountVariable = "VAE_BENCH_THUMBNAILS";   // which the processes of the variants inherit

    /// <summary>How many.</summary>
    public static int Count
    {
        get => int.TryParse(Environment.GetEnvironmentVariable(CountVariable), CultureInfo.InvariantCulture, out int count)
            ? count
            : DefaultCount;
        set => Environment.SetEnvironmentVariable(CountVariable, value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Where a fit may keep what it read of them.</summary>
    public static string CacheFolder => Path.Combine(Path.GetTempPath(), "vae-bench-cache");

    public static IDataView View(MLContext context)
    {
        IDataView files = context.Data.LoadFromEnumerable(Files().Select(path => new Thumbnail { File = path }).ToList());
        var loading = context.Transforms.LoadAndResizeImages(Column, Side, Side, inputColumnName: nameof(Thumbnail.File));
        return loading.Fit(files).Transform(files);
    }

    private static string[] Files()
    {
        string folder = Path.Combine(Path.GetTempPath(), "vae-bench-thumbnails");
        Directory.CreateDirectory(folder);
        var files = new string[Count];
        Parallel.For(0, files.Length, i =>
        {
            files[i] = Path.Combine(folder, FormattableString.Invariant($"{i:D7}.jpg"));
            if (!File.Exists(files[i]))
                Make(files[i], seed: i);
        });
        return files;
    }

    private static void Make(string path, int seed)
    {
        string unfinished = FormattableString.Invariant($"{path}.{Environment.ProcessId}.jpg");
        using (var image = MLImage.CreateFromPixels(Side, Side, MLPixelFormat.Bgra32, MemoryMarshal.AsBytes<uint>(Pixels(seed))))
            image.Save(unfinished);
        File.Move(unfinished, path, overwrite: true);
    }

    private static uint[] Pixels(int seed)
    {
        var random = new Random(seed);
        float x = Side * random.NextSingle(), y = Side * random.NextSingle(), width = 50 + 400 * random.NextSingle();
        float[] color = [random.NextSingle(), random.NextSingle(), random.NextSingle()];
        var pixels = new uint[Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            (float dx, float dy) = (i % Side - x, i / Side - y);
            float light = 255 * MathF.Exp(-(dx * dx + dy * dy) / width);
            pixels[i] = 0xFF000000 | (uint)(light * color[0]) << 16 | (uint)(light * color[1]) << 8 | (uint)(light * color[2]);
        }
        return pixels;
    }

    private sealed class Thumbnail
    {
        public string File { get; set; } = "";
    }
}

using System.Collections.Concurrent;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tool.Data;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>What a folder's images are like.</summary>
internal sealed class ImageSurvey
{
    private const int FilesPerStep = 16;
    private const int LargestDifferenceOfGrey = 12;   // of a pixel's three colours: what JPEG makes of grey scans
    private const long MostKeptBytes = 512L << 20;
    private const int BytesPerPixel = 4;

    private ImageSurvey(bool isGrey, IReadOnlyDictionary<string, string> faults, IReadOnlyList<MLImage>? images) =>
        (IsGrey, Faults, Images) = (isGrey, faults, images);

    public bool IsGrey { get; }

    /// <summary>Files that cannot be loaded, in order, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; }

    /// <summary>The images of the other files, in order, so that none is loaded twice; null: they are too many to keep.</summary>
    public IReadOnlyList<MLImage>? Images { get; }

    /// <summary>The different sizes that the files' headers tell, in pixels, the commonest first.</summary>
    public static SKSizeI[] ReadSizes(ImageFolder folder) =>
    [
        .. folder.Files.Select(file => SizeOf(folder.FullPath(file))).Where(size => !size.IsEmpty)
            .GroupBy(size => size).OrderByDescending(group => group.Count()).Select(group => group.Key),
    ];

    /// <summary>Loads every file once, as the model will.</summary>
    public static ImageSurvey Run(ImageFolder folder, ImageFileOptions options, CancellationToken cancellation)
    {
        var faults = new ConcurrentDictionary<string, string>();
        var colored = 0;
        var kept = (long)options.ImageWidth * options.ImageHeight * BytesPerPixel * folder.Files.Count <= MostKeptBytes
            ? new MLImage?[folder.Files.Count]
            : null;
        Parallel.ForEach(folder.Files.Index().Chunk(FilesPerStep), new ParallelOptions { CancellationToken = cancellation }, files =>
        {
            var context = new MLContext();
            var images = Load(
                context, folder, [.. files.Select(file => file.Item)], options with { OnInvalidFile = InvalidFileBehavior.Missing });
            foreach (var ((index, file), image) in files.Zip(images))
            {
                if (image is null)
                    faults[file] = Reason(context, folder, file, options);
                else if (Volatile.Read(ref colored) == 0 && !IsGreyImage(image))
                    Interlocked.Increment(ref colored);
                if (kept is null)
                    image?.Dispose();
                else
                    kept[index] = image;
            }
        });
        var sorted = new SortedDictionary<string, string>(faults, StringComparer.Ordinal);
        return new ImageSurvey(colored == 0, sorted, kept is null ? null : [.. kept.OfType<MLImage>()]);
    }

    private static IEnumerable<MLImage?> Load(
        MLContext context, ImageFolder folder, IReadOnlyList<string> files, ImageFileOptions options)
    {
        var view = folder.Load(context, files, options.InputColumnName!);
        return context.Transforms.LoadAndResizeImages(options).Fit(view).Transform(view).GetColumn<MLImage?>(options.OutputColumnName);
    }

    private static string Reason(MLContext context, ImageFolder folder, string file, ImageFileOptions options)
    {
        try
        {
            foreach (var image in Load(context, folder, [file], options with { OnInvalidFile = InvalidFileBehavior.Throw }))
                image?.Dispose();
            return "it could not be loaded, but can be now";
        }
        catch (Exception e) when (UserError.Find(e) is { } cause)
        {
            return (cause.InnerException ?? cause).Message;
        }
    }

    /// <summary>Whether no pixel has a color.</summary>
    public static bool IsGreyImage(MLImage image)
    {
        var pixels = image.Pixels;
        for (var i = 0; i + 2 < pixels.Length; i += 4)
        {
            var (first, second, third) = (pixels[i], pixels[i + 1], pixels[i + 2]);
            var largest = Math.Max(first, Math.Max(second, third));
            if (largest - Math.Min(first, Math.Min(second, third)) > LargestDifferenceOfGrey)
                return false;
        }
        return true;
    }

    /// <summary>The size of an upright image; empty where there is none.</summary>
    public static SKSizeI SizeOf(SKCodec? codec)
    {
        if (codec is null)
            return SKSizeI.Empty;
        var size = codec.Info.Size;
        var liesOnItsSide = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        return liesOnItsSide ? new SKSizeI(size.Height, size.Width) : size;
    }

    private static SKSizeI SizeOf(string path)
    {
        using var codec = SKCodec.Create(path);
        return SizeOf(codec);
    }
}

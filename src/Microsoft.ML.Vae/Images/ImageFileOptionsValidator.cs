using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Images;

/// <summary>Checks all options before any file is read, and reports every fault in one exception.</summary>
internal static class ImageFileOptionsValidator
{
    private const int MostPixels = int.MaxValue / 4;   // of an image, whose bytes an int counts

    public static void Check(ImageFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.OutputColumnName, "outputColumnName");
        ArgumentNullException.ThrowIfNull(options.GrayWindow, nameof(options.GrayWindow));
        string faults = string.Join(" ", Faults(options));
        if (faults.Length > 0)
            throw new ArgumentOutOfRangeException(nameof(options), faults);
    }

    public static IEnumerable<string> Faults(ImageFileOptions o)
    {
        if (string.IsNullOrWhiteSpace(o.OutputColumnName))
            yield return $"{nameof(o.OutputColumnName)} is empty or white space; must be a column name.";
        if (o.InputColumnName is { } input && string.IsNullOrWhiteSpace(input))
            yield return $"{nameof(o.InputColumnName)} is empty or white space; must be a column name.";
        if (o.ImageWidth < 1)
            yield return Guard.Fault(nameof(o.ImageWidth), o.ImageWidth, "at least 1");
        if (o.ImageHeight < 1)
            yield return Guard.Fault(nameof(o.ImageHeight), o.ImageHeight, "at least 1");
        if (o.ImageWidth >= 1 && o.ImageHeight >= 1 && (long)o.ImageWidth * o.ImageHeight > MostPixels)
            yield return Guard.Fault("ImageWidth x ImageHeight", $"{o.ImageWidth} x {o.ImageHeight}", $"at most {MostPixels} pixels");
        if (!Enum.IsDefined(o.Resizing))
            yield return Guard.Fault(nameof(o.Resizing), (int)o.Resizing, Guard.OneOf<ImageResizingEstimator.ResizingKind>());
        if (o.BackgroundColor.A != byte.MaxValue)
            yield return Guard.Fault(nameof(o.BackgroundColor), o.BackgroundColor, "opaque (alpha 255)");
        if (!Enum.IsDefined(o.OnInvalidFile))
            yield return Guard.Fault(nameof(o.OnInvalidFile), (int)o.OnInvalidFile, Guard.OneOf<InvalidFileBehavior>());
        if (o.MaximumPixels < 1)
            yield return Guard.Fault(nameof(o.MaximumPixels), o.MaximumPixels, "at least 1");
    }
}

using Microsoft.ML.ImageAnalytics.Codecs;

namespace Microsoft.ML.Data;

public sealed partial class MLImage
{
    private static readonly HashSet<string> _knownExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".bmp", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".astc", ".avif", ".dng", ".heif", ".ktx", ".pkm", ".wbmp", ".webp",
    };

    /// <summary>Writes the format named by the file extension, of which only a few can be written.</summary>
    public void Save(string imagePath)
    {
        var bitmap = Alive._bitmap;
        var extension = Path.GetExtension(imagePath);
        ArgumentNullException.ThrowIfNull(extension, "key");
        if (!_knownExtensions.Contains(extension))
            throw new ArgumentException("Path has invalid image file extension.", nameof(imagePath));
        var file = ImageFile.EncodeOrNull(bitmap, extension) ?? throw new ArgumentException(
            $"Saving image with the format '{extension}' is not supported. Try save it with `Jpeg`, `Png`, or `Webp` format.", nameof(imagePath));
        File.WriteAllBytes(imagePath, file);
    }
}

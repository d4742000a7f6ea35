using Microsoft.ML.Data;

namespace Microsoft.ML.ImageAnalytics.Images;

/// <summary>Where in a new image a scaled one goes; what lies outside is cut off.</summary>
internal readonly record struct Placement(int Left, int Top, int Width, int Height)
{
    /// <summary>All of the image, with bands at two sides.</summary>
    public static Placement Pad(int sourceWidth, int sourceHeight, int width, int height)
    {
        var (across, down) = ((float)width / sourceWidth, (float)height / sourceHeight);
        var scale = Math.Min(across, down);
        return down < across
            ? Scaled(sourceWidth, sourceHeight, scale) with { Left = (int)((width - (sourceWidth * scale)) / 2) }
            : Scaled(sourceWidth, sourceHeight, scale) with { Top = (int)((height - (sourceHeight * scale)) / 2) };
    }

    /// <summary>All of the new image covered; the anchor counts only where it lies on the side that is cut.</summary>
    public static Placement Crop(int sourceWidth, int sourceHeight, int width, int height, ImageResizeMode anchor)
    {
        var (across, down) = ((float)width / sourceWidth, (float)height / sourceHeight);
        var scale = Math.Max(across, down);
        var placement = Scaled(sourceWidth, sourceHeight, scale);
        return down < across
            ? placement with { Top = Anchored(height - (sourceHeight * scale), anchor, ImageResizeMode.CropAnchorTop, ImageResizeMode.CropAnchorBottom) }
            : placement with { Left = Anchored(width - (sourceWidth * scale), anchor, ImageResizeMode.CropAnchorLeft, ImageResizeMode.CropAnchorRight) };
    }

    private static Placement Scaled(int width, int height, float scale) => new(0, 0, (int)(width * scale), (int)(height * scale));

    private static int Anchored(float room, ImageResizeMode anchor, ImageResizeMode start, ImageResizeMode end) =>
        anchor == start ? 0 : (int)(anchor == end ? room : room / 2);
}

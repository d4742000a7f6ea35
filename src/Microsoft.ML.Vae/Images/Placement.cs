using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Images;

/// <summary>Which part of an image is shown, around its center, and how large, in the center of another.</summary>
/// <param name="Crop">The part, in pixels of the image.</param>
/// <param name="Inner">Its size in the other.</param>
internal readonly record struct Placement((double Width, double Height) Crop, (int Width, int Height) Inner)
{
    public static Placement Of(
        (int Width, int Height) image, (int Width, int Height) target, ImageResizingEstimator.ResizingKind resizing)
    {
        (double x, double y) = ((double)target.Width / image.Width, (double)target.Height / image.Height);
        return resizing switch
        {
            ImageResizingEstimator.ResizingKind.IsoCrop =>
                new((Math.Min(image.Width, target.Width / Math.Max(x, y)), Math.Min(image.Height, target.Height / Math.Max(x, y))), target),
            ImageResizingEstimator.ResizingKind.IsoPad =>
                new(image, (Length(image.Width, target.Width, Math.Min(x, y)), Length(image.Height, target.Height, Math.Min(x, y)))),
            _ => new(image, target),
        };
    }

    private static int Length(int length, int most, double scale) =>
        Math.Clamp((int)Math.Round(length * scale, MidpointRounding.AwayFromZero), 1, most);
}

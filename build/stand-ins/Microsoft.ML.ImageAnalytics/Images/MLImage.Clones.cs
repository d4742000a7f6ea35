using Microsoft.ML.ImageAnalytics.Images;

namespace Microsoft.ML.Data;

public sealed partial class MLImage
{
    internal MLImage CloneWithResizing(int width, int height, ImageResizeMode mode)
    {
        var bitmap = Alive._bitmap;
        return new MLImage(mode switch
        {
            ImageResizeMode.Fill => NearestScaling.Scale(bitmap, width, height),
            ImageResizeMode.Pad => SmoothScaling.Draw(bitmap, Placement.Pad(bitmap.Width, bitmap.Height, width, height), width, height),
            _ => SmoothScaling.Draw(bitmap, Placement.Crop(bitmap.Width, bitmap.Height, width, height, mode), width, height),
        });
    }

    internal MLImage CloneWithGrayscale() => new(Grayscale.Of(Alive._bitmap));
}

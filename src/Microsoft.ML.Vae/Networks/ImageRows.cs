namespace Microsoft.ML.Vae.Networks;

/// <summary>Converts between rows of numbers, in the order of a layout, and images as planes.</summary>
internal static class ImageRows
{
    public static Tensor ToImages(Tensor rows, ImageLayout layout) =>   // [B, C·H·W] -> [B, C, H, W]
        layout.InterleavePixelColors
            ? rows.reshape(rows.size(0), layout.Height, layout.Width, layout.Channels).permute(0, 3, 1, 2)
            : rows.reshape(rows.size(0), layout.Channels, layout.Height, layout.Width);

    public static Tensor ToRows(Tensor images, ImageLayout layout) =>   // [B, C, H, W] -> [B, C·H·W]
        (layout.InterleavePixelColors ? images.permute(0, 2, 3, 1) : images).reshape(images.size(0), layout.Size);
}

namespace Microsoft.ML.Vae.Samples.Shared.Images;

/// <summary>Small images of one size in a grid, enlarged and separated by grey lines.</summary>
internal sealed class ContactSheet(int imageHeight, int imageWidth)
{
    private const byte Background = 64;

    public int Columns { get; init; } = 20;

    /// <summary>Pixels of the sheet, in each direction, for each pixel of an image.</summary>
    public int Zoom { get; init; } = 2;

    /// <summary>Between images and around them, in pixels of the sheet.</summary>
    public int Margin { get; init; } = 2;

    private int CellWidth => imageWidth * Zoom + Margin;

    private int CellHeight => imageHeight * Zoom + Margin;

    /// <summary>Fills the grid row by row; a last row that is not full ends in background.</summary>
    public GreyImage Arrange(IReadOnlyList<byte[]> images)
    {
        var columns = Math.Min(Columns, images.Count);
        var rows = (images.Count + Columns - 1) / Columns;
        var width = columns * CellWidth + Margin;
        var height = rows * CellHeight + Margin;
        var pixels = new byte[width * height];
        Array.Fill(pixels, Background);
        for (var i = 0; i < images.Count; i++)
        {
            var corner = (i / Columns * CellHeight + Margin) * width + i % Columns * CellWidth + Margin;
            Enlarge(images[i], pixels.AsSpan(corner), width);
        }

        return new GreyImage(width, height, pixels);
    }

    /// <summary>Pairs of rows: images, and below each its counterpart.</summary>
    public GreyImage ArrangePairs(IReadOnlyList<byte[]> images, IReadOnlyList<byte[]> counterparts) =>
        Arrange([.. images.Chunk(Columns).Zip(counterparts.Chunk(Columns), Pad).SelectMany(row => row)]);

    private IEnumerable<byte[]> Pad(byte[][] above, byte[][] below)
    {
        var empty = new byte[imageHeight * imageWidth];
        Array.Fill(empty, Background);
        return [.. above, .. Enumerable.Repeat(empty, Columns - above.Length), .. below];
    }

    private void Enlarge(byte[] image, Span<byte> target, int stride)
    {
        if (image.Length != imageHeight * imageWidth)
            throw new ArgumentException($"Expected {imageHeight} x {imageWidth} pixels, got {image.Length}.", nameof(image));
        for (var y = 0; y < imageHeight * Zoom; y++)
        {
            for (var x = 0; x < imageWidth * Zoom; x++)
                target[y * stride + x] = image[y / Zoom * imageWidth + x / Zoom];
        }
    }
}

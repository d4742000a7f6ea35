namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Copies the pixels of images, and leaves the images alone: whether in memory or from a file, each may be its source's, and one that is
/// handed back as a buffer for the next may be disposed there.
/// </summary>
internal sealed class ImageExtractor(
    IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row, DataViewSchema.Column source)
    : PixelExtractor(column, domain)
{
    private readonly IExceptionContext _context = context;
    private readonly ImageLayout _layout = column.Layout!;
    private readonly ValueGetter<MLImage> _get = row.GetGetter<MLImage>(source);
    private readonly ImagePressure _pressure = new();

    public override RowFault? TryRead(Span<byte> destination)
    {
        MLImage? image = null;
        try
        {
            _get(ref image!);
            return Read(image, destination);
        }
        catch (Exception e) when (SkiaSharpMismatch.Remedy(e) is { } remedy)
        {
            throw _context.Except(e, remedy);   // no fault of the row: all others would have it
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            return Fault($"the image cannot be read: {e.Message}", cause: e);
        }
    }

    private RowFault? Read(MLImage? image, Span<byte> destination)
    {
        if (image is null)
            return Fault("there is no image");
        _pressure.Add(image);
        if (image.Height != _layout.Height || image.Width != _layout.Width)
        {
            string expected = FormattableString.Invariant($"expected an image of height {_layout.Height} and width {_layout.Width}");
            return Fault(FormattableString.Invariant($"{expected}, got height {image.Height} and width {image.Width}"));
        }
        if (image.PixelFormat == MLPixelFormat.Unknown)
            return Fault("the image's pixel format is unknown");
        ImagePixels.Read(image.Pixels, image.PixelFormat, _layout, destination);
        return Check<byte>(destination);
    }
}

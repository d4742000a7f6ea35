namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Copies images. The error for one that cannot be loaded quotes the row's text columns, one of which is usually the file's path.
/// </summary>
internal sealed class ImageExtractor(
    IExceptionContext context, PixelColumn column, PixelDomain domain, DataViewRow row, DataViewSchema.Column source)
    : PixelExtractor(context, column, domain, row)
{
    private readonly IExceptionContext _context = context;
    private readonly ImageLayout _layout = column.Layout!;
    private readonly ValueGetter<MLImage> _get = row.GetGetter<MLImage>(source);
    private MLImage? _image;

    public override Exception? TryRead(Span<byte> destination)
    {
        try
        {
            _get(ref _image!);
            return Read(_image, destination);
        }
        catch (Exception e) when (SkiaSharpMismatch.Remedy(e) is { } remedy)
        {
            throw _context.Except(e, remedy);   // no fault of the row: all others would have it
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            _image = null;
            return Fault($"the image cannot be read: {e.Message}", cause: e);
        }
    }

    private Exception? Read(MLImage? image, Span<byte> destination)
    {
        if (image is null)
            return Fault("there is no image");
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

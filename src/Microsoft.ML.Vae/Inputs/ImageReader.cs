using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The reader of an image column.</summary>
internal sealed class ImageReader : PixelReader
{
    private readonly ImageLayout _layout;
    private readonly ValueGetter<MLImage> _get;
    private MLImage? _image;

    public ImageReader(IExceptionContext context, PixelColumn column, Support support, DataViewRow row, DataViewSchema.Column source)
        : base(context, column, support, row)
    {
        _layout = column.Layout!;
        _get = row.GetGetter<MLImage>(source);
    }

    public override Exception? TryRead(Span<byte> destination)
    {
        _get(ref _image!);
        if (_image is null)
            return Fault("there is no image");
        if (_image.Height != _layout.Height || _image.Width != _layout.Width)
        {
            return Fault(FormattableString.Invariant(
                $"expected an image of height {_layout.Height} and width {_layout.Width}, got height {_image.Height} and width {_image.Width}{Origin()}"));
        }
        if (_image.PixelFormat == MLPixelFormat.Unknown)
            return Fault($"the image's pixel format is unknown{Origin()}");
        ImagePixels.Read(_image.Pixels, _image.PixelFormat, _layout, destination);
        return Check<byte>(destination);
    }

    // LoadImages puts the file's path there.
    private string Origin() => string.IsNullOrEmpty(_image!.Tag) ? "" : $" ('{_image.Tag}')";
}

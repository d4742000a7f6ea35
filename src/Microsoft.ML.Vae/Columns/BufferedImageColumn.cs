using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// Images, as copies of their pixels: an image itself may be its source's, which can dispose it with the next row. Every getter's image
/// is a new one, and the caller's.
/// </summary>
internal sealed class BufferedImageColumn : BufferedColumn
{
    private Entry[] _values;
    private readonly ValueGetter<MLImage> _read;

    public BufferedImageColumn(DataViewRow input, DataViewSchema.Column column, int capacity, Func<int> currentRow)
    {
        _values = new Entry[capacity];
        _read = input.GetGetter<MLImage>(column);
        Getter = (ValueGetter<MLImage>)((ref MLImage value) => value = _values[currentRow()].ToImage()!);
    }

    public override Delegate Getter { get; }

    public override long Read(int index)
    {
        MLImage? image = null;   // never an earlier one, which the source might dispose
        ref Entry entry = ref _values[index];
        try
        {
            _read(ref image!);
            entry.Keep(image);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            entry.Keep(ExceptionDispatchInfo.Capture(e));   // for those who ask for the image
        }
        return entry.Bytes;
    }

    public override void Reserve(int capacity) => Array.Resize(ref _values, capacity);

    public override void Release(Range rows) => _values.AsSpan(rows).Clear();

    private struct Entry
    {
        private byte[]? _pixels;
        private int _width;
        private int _height;
        private MLPixelFormat _format;
        private string? _tag;
        private ExceptionDispatchInfo? _fault;

        public readonly long Bytes => _pixels?.Length ?? 0;

        public void Keep(MLImage? image)
        {
            _fault = null;
            if (image is null)
            {
                _pixels = null;
                return;
            }
            ReadOnlySpan<byte> pixels = image.Pixels;
            if (_pixels?.Length != pixels.Length)
                _pixels = new byte[pixels.Length];
            pixels.CopyTo(_pixels);
            (_width, _height, _format, _tag) = (image.Width, image.Height, image.PixelFormat, image.Tag);
        }

        public void Keep(ExceptionDispatchInfo fault) => (_fault, _pixels) = (fault, null);

        public readonly MLImage? ToImage()
        {
            _fault?.Throw();
            if (_pixels is null)
                return null;
            MLImage image = MLImage.CreateFromPixels(_width, _height, _format, _pixels);
            image.Tag = _tag;
            return image;
        }
    }
}

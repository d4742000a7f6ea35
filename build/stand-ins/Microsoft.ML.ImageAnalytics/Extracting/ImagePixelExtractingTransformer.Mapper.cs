using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed partial class ImagePixelExtractingTransformer
{
    private sealed class Mapper(ImagePixelExtractingTransformer parent, DataViewSchema.Column[] inputs) : OneToOneMapper(inputs)
    {
        protected override DataViewSchema.DetachedColumn MakeColumn(int column)
        {
            var options = parent.Columns[column];
            var image = (ImageDataViewType)InputType(column);
            return new DataViewSchema.DetachedColumn(options.Name, options.IsInterleaved
                ? new VectorDataViewType(options.ItemType, image.Height, image.Width, options.Planes)
                : new VectorDataViewType(options.ItemType, options.Planes, image.Height, image.Width));
        }

        protected override Delegate MakeGetter(DataViewRow input, int column, out Action disposer)
        {
            var options = parent.Columns[column];
            if (!options.AsFloats)
                return MakeGetter<byte>(input, column, value => value, out disposer);
            var (offset, scale) = (options.Offset, options.Scale);
            return MakeGetter<float>(input, column, value => (value - offset) * scale, out disposer);
        }

        /// <summary>The last image that was read goes with the cursor, whoever made it.</summary>
        private ValueGetter<VBuffer<T>> MakeGetter<T>(DataViewRow input, int column, Func<byte, T> convert, out Action disposer)
        {
            var options = parent.Columns[column];
            var type = (ImageDataViewType)InputType(column);
            var table = Array.ConvertAll(Enumerable.Range(0, 256).ToArray(), value => convert((byte)value));
            var getSource = InputGetter<MLImage>(input, column);
            MLImage source = null;
            disposer = () => source?.Dispose();
            return (ref VBuffer<T> pixels) =>
            {
                getSource(ref source);
                if (source == null)
                {
                    pixels = VBufferEditor.Create(ref pixels, options.Planes * type.Height * type.Width, 0).Commit();
                    return;
                }

                parent.Host.Check(source.Height == type.Height && source.Width == type.Width);
                var editor = VBufferEditor.Create(ref pixels, options.Planes * type.Height * type.Width);
                Extract(source, options, table, editor.Values);
                pixels = editor.Commit();
            };
        }

        private static void Extract<T>(MLImage image, ImagePixelExtractingEstimator.ColumnOptions options, T[] table, Span<T> target)
        {
            var places = ColorPlaces.Of(options.Order, options.Colors);
            var (red, blue) = image.PixelFormat == MLPixelFormat.Bgra32 ? (2, 0) : (0, 2);
            Extract(image.Pixels, 3, places.Alpha, options, table, target);
            Extract(image.Pixels, red, places.Red, options, table, target);
            Extract(image.Pixels, 1, places.Green, options, table, target);
            Extract(image.Pixels, blue, places.Blue, options, table, target);
        }

        /// <summary>One colour of every pixel to its place, -1 for none.</summary>
        private static void Extract<T>(
            ReadOnlySpan<byte> pixels, int color, int place, ImagePixelExtractingEstimator.ColumnOptions options, T[] table, Span<T> target)
        {
            if (place < 0)
                return;
            var count = pixels.Length / 4;
            var (start, step) = options.IsInterleaved ? (place, options.Planes) : (place * count, 1);
            for (var i = 0; i < count; i++)
                target[start + (i * step)] = table[pixels[(4 * i) + color]];
        }
    }
}

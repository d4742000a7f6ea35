using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed partial class VectorToImageConvertingTransformer
{
    private sealed class Mapper(VectorToImageConvertingTransformer parent, DataViewSchema.Column[] inputs) : OneToOneMapper(inputs)
    {
        protected override DataViewSchema.DetachedColumn MakeColumn(int column) => new(parent.Columns[column].Name, parent.Columns[column].Type);

        protected override Delegate MakeGetter(DataViewRow input, int column, out Action disposer)
        {
            disposer = null;
            var options = parent.Columns[column];
            var itemType = ((VectorDataViewType)InputType(column)).ItemType;
            var isScaled = options.Offset != 0 || options.Scale != 1;
            if (itemType == NumberDataViewType.Single)
                return MakeGetter(InputGetter<VBuffer<float>>(input, column), options, isScaled);
            if (itemType == NumberDataViewType.Double)
                return MakeGetter(InputGetter<VBuffer<double>>(input, column), options, isScaled);
            // Bytes are never shifted or scaled, whatever was asked for.
            if (itemType == NumberDataViewType.Byte)
                return MakeGetter(InputGetter<VBuffer<byte>>(input, column), options, isScaled: false);
            throw Contracts.Except("We only support float, double or byte arrays");
        }

        /// <summary>A vector that says nothing but zeros sparsely is no image.</summary>
        private static ValueGetter<MLImage> MakeGetter<T>(
            ValueGetter<VBuffer<T>> getVector, VectorToImageConvertingEstimator.ColumnOptions options, bool isScaled)
            where T : INumberBase<T>
        {
            VBuffer<T> vector = default;
            return (ref MLImage image) =>
            {
                getVector(ref vector);
                if (vector.GetValues().Length == 0)
                {
                    image = null;
                    return;
                }

                var pixels = ToPixels(vector.DenseValues().Select(float.CreateTruncating).ToArray(), options, isScaled);
                image = MLImage.CreateFromPixels(options.Type.Width, options.Type.Height, MLPixelFormat.Bgra32, pixels);
                image.Tag = nameof(VectorToImageConvertingTransformer);
            };
        }

        private static byte[] ToPixels(float[] values, VectorToImageConvertingEstimator.ColumnOptions options, bool isScaled)
        {
            var places = ColorPlaces.Of(options.Order, options.Colors);
            var pixels = new byte[options.Type.Width * options.Type.Height * 4];
            Fill(0, places.Blue, options.Missing.Blue);
            Fill(1, places.Green, options.Missing.Green);
            Fill(2, places.Red, options.Missing.Red);
            // As in the original: where colours are scaled, a missing alpha is 0 whatever its default.
            if (!isScaled || places.Alpha >= 0)
                Fill(3, places.Alpha, options.Missing.Alpha);
            return pixels;

            void Fill(int color, int place, int missing)
            {
                var count = pixels.Length / 4;
                var (start, step) = options.IsInterleaved ? (place, (int)options.Planes) : (place * count, 1);
                for (var i = 0; i < count; i++)
                {
                    var value = place < 0 ? missing : values[start + (i * step)];
                    pixels[(4 * i) + color] = isScaled ? (byte)Math.Round(value * options.Scale - options.Offset) : (byte)value;
                }
            }
        }
    }
}

using Microsoft.ML.Runtime;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Transforms.Image;

public sealed partial class VectorToImageConvertingEstimator
{
    /// <summary>How the colours of an image stand in one column's vectors, and what is done to them: first the scale, then the offset.</summary>
    internal sealed class ColumnOptions
    {
        public ColumnOptions(
            string name, int imageHeight, int imageWidth, string inputColumnName, ColorBits colorsPresent, ColorsOrder orderOfColors,
            bool interleavedColors, float scaleImage, float offsetImage)
        {
            Contracts.CheckNonWhiteSpace(name, nameof(name));
            Name = name;
            InputColumnName = inputColumnName ?? name;
            Colors = colorsPresent;
            Planes = ColorPlaces.Count(colorsPresent);
            Contracts.CheckParam(Planes > 0, nameof(colorsPresent), "Need to use at least one color plane");
            Order = orderOfColors;
            IsInterleaved = interleavedColors;
            Contracts.CheckParam(imageWidth > 0, nameof(imageWidth), "Image width must be greater than zero");
            Contracts.CheckParam(imageHeight > 0, nameof(imageHeight), "Image height must be greater than zero");
            Contracts.CheckParam(float.IsFinite(offsetImage), nameof(offsetImage));
            Contracts.CheckParam(float.IsFinite(scaleImage) && scaleImage != 0, nameof(scaleImage));
            Type = new ImageDataViewType(imageHeight, imageWidth);
            Offset = offsetImage;
            Scale = scaleImage;
        }

        public string Name { get; }

        public string InputColumnName { get; }

        public ColorBits Colors { get; }

        public ColorsOrder Order { get; }

        public bool IsInterleaved { get; }

        public byte Planes { get; }

        public ImageDataViewType Type { get; }

        public float Offset { get; }

        public float Scale { get; }

        /// <summary>The colours of a pixel whose vector has none: alpha, red, green, blue.</summary>
        public (int Alpha, int Red, int Green, int Blue) Missing { get; private init; } = (255, 0, 0, 0);

        // In a model: colours, order (a byte each), width, height (Int32), offset, scale (Single), interleaved or not (a byte), and the
        // missing alpha, red, green and blue (Int32).
        public static ColumnOptions Load(string name, string inputColumnName, ModelLoadContext ctx)
        {
            var reader = ctx.Reader;
            var colors = (ColorBits)reader.ReadByte();
            Contracts.CheckDecode(colors != 0 && (colors & ColorBits.All) == colors);
            var order = (ColorsOrder)reader.ReadByte();
            Contracts.CheckDecode(order != 0);
            var (width, height) = (reader.ReadInt32(), reader.ReadInt32());
            Contracts.CheckDecode(width > 0 && height > 0);
            var (offset, scale) = (reader.ReadSingle(), reader.ReadSingle());
            Contracts.CheckDecode(float.IsFinite(offset) && float.IsFinite(scale) && scale != 0);
            var interleaved = reader.ReadByte();
            Contracts.CheckDecode(interleaved <= 1);
            return new ColumnOptions(name, height, width, inputColumnName, colors, order, interleaved == 1, scale, offset)
            {
                Missing = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()),
            };
        }

        public void Save(ModelSaveContext ctx)
        {
            ctx.Writer.Write((byte)Colors);
            ctx.Writer.Write((byte)Order);
            ctx.Writer.Write(Type.Width);
            ctx.Writer.Write(Type.Height);
            ctx.Writer.Write(Offset);
            ctx.Writer.Write(Scale);
            ctx.Writer.Write(IsInterleaved);
            ctx.Writer.Write(Missing.Alpha);
            ctx.Writer.Write(Missing.Red);
            ctx.Writer.Write(Missing.Green);
            ctx.Writer.Write(Missing.Blue);
        }
    }
}

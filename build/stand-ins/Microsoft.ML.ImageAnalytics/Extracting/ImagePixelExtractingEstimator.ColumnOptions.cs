using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

public sealed partial class ImagePixelExtractingEstimator
{
    /// <summary>Which pixels' colours one column takes, in which order, and what is done to them: first the offset, then the scale.</summary>
    internal sealed class ColumnOptions
    {
        public ColumnOptions(
            string name, string inputColumnName, ColorBits colorsToExtract, ColorsOrder orderOfExtraction, bool interleavePixelColors,
            float offsetImage, float scaleImage, bool outputAsFloatArray)
        {
            Contracts.CheckNonWhiteSpace(name, nameof(name));
            Name = name;
            InputColumnName = inputColumnName ?? name;
            Colors = colorsToExtract;
            Planes = ColorPlaces.Count(colorsToExtract);
            Contracts.CheckParam(Planes > 0, nameof(colorsToExtract), "Need to use at least one color plane.");
            Order = orderOfExtraction;
            IsInterleaved = interleavePixelColors;
            AsFloats = outputAsFloatArray;
            // Bytes are never shifted or scaled, whatever was asked for.
            Offset = outputAsFloatArray ? offsetImage : 0;
            Scale = outputAsFloatArray ? scaleImage : 1;
            Contracts.CheckParam(float.IsFinite(Offset), nameof(offsetImage));
            Contracts.CheckParam(float.IsFinite(Scale) && Scale != 0, nameof(scaleImage));
        }

        public string Name { get; }

        public string InputColumnName { get; }

        public ColorBits Colors { get; }

        public ColorsOrder Order { get; }

        public bool IsInterleaved { get; }

        public bool AsFloats { get; }

        public float Offset { get; }

        public float Scale { get; }

        public byte Planes { get; }

        public NumberDataViewType ItemType => AsFloats ? NumberDataViewType.Single : NumberDataViewType.Byte;

        // In a model: colours, order (since version 3), floats or not (a byte each), offset, scale (Single), interleaved or not (a byte).
        public static ColumnOptions Load(string name, string inputColumnName, ModelLoadContext ctx)
        {
            var colors = (ColorBits)ctx.Reader.ReadByte();
            Contracts.CheckDecode(colors != 0 && (colors & ColorBits.All) == colors);
            var order = ctx.Header.ModelVerWritten < ImagePixelExtractingTransformer.OrderVersion
                ? ColorsOrder.ARGB
                : (ColorsOrder)ctx.Reader.ReadByte();
            Contracts.CheckDecode(order != 0);
            var asFloats = ReadBool(ctx);
            var offset = ctx.Reader.ReadSingle();
            Contracts.CheckDecode(float.IsFinite(offset));
            var scale = ctx.Reader.ReadSingle();
            Contracts.CheckDecode(float.IsFinite(scale) && scale != 0);
            Contracts.CheckDecode(asFloats || (offset == 0 && scale == 1));
            return new ColumnOptions(name, inputColumnName, colors, order, ReadBool(ctx), offset, scale, asFloats);
        }

        public void Save(ModelSaveContext ctx)
        {
            ctx.Writer.Write((byte)Colors);
            ctx.Writer.Write((byte)Order);
            ctx.Writer.Write(AsFloats);
            ctx.Writer.Write(Offset);
            ctx.Writer.Write(Scale);
            ctx.Writer.Write(IsInterleaved);
        }

        private static bool ReadBool(ModelLoadContext ctx)
        {
            var value = ctx.Reader.ReadByte();
            Contracts.CheckDecode(value <= 1);
            return value == 1;
        }
    }
}

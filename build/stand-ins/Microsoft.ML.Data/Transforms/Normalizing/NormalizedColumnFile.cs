using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// One column in a normalizer's body: whether it is a vector (a byte), the kind of its items (a byte, 9 Single or 10 Double), of vectors the number
/// of dimensions and each of them (Int32). Its function is the sub-model `Normalizer_{i:000}`. Before version 1.2: vector, size (Int32), kind.
/// </summary>
internal static class NormalizedColumnFile
{
    private const byte SingleKind = 9;
    private const byte DoubleKind = 10;
    private const int FirstVersionWithDimensions = 0x00010002;

    public static void Write(ModelSaveContext ctx, NormalizedColumn column, int index)
    {
        var vector = column.Type as VectorDataViewType;
        ctx.Writer.Write(vector != null);
        ctx.Writer.Write((vector?.ItemType ?? column.Type).RawType == typeof(float) ? SingleKind : DoubleKind);
        if (vector != null)
        {
            ctx.Writer.Write(vector.Dimensions.Length);
            foreach (var dimension in vector.Dimensions)
                ctx.Writer.Write(dimension);
        }

        ctx.SaveSubModel(SubModel(index), column.Function.Save);
    }

    public static NormalizedColumn Read(IHost host, ModelLoadContext ctx, (string Output, string Input) names, int index)
    {
        var type = ctx.Header.ModelVerWritten < FirstVersionWithDimensions ? ReadFirstType(ctx.Reader) : ReadType(ctx.Reader);
        AffineFunction function = null;
        if (!ctx.TryProcessSubModel(SubModel(index), part => function = ReadFunction(host, part, type)))
            throw host.ExceptDecode("Corrupt model file");
        return new NormalizedColumn(names.Output, names.Input, type, function);
    }

    private static string SubModel(int index) => $"Normalizer_{index:000}";

    private static DataViewType ReadType(BinaryReader reader)
    {
        var isVector = reader.ReadBoolean();
        var itemType = ReadKind(reader);
        if (!isVector)
            return itemType;
        var dimensions = new int[reader.ReadInt32()];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadInt32();
        return new VectorDataViewType(itemType, dimensions);
    }

    private static DataViewType ReadFirstType(BinaryReader reader)
    {
        var isVector = reader.ReadBoolean();
        var size = reader.ReadInt32();
        Contracts.CheckDecode(size > 0 || (size == 0 && !isVector));
        var itemType = ReadKind(reader);
        return isVector ? new VectorDataViewType(itemType, size) : itemType;
    }

    private static NumberDataViewType ReadKind(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        Contracts.CheckDecode(kind is SingleKind or DoubleKind);
        return kind == SingleKind ? NumberDataViewType.Single : NumberDataViewType.Double;
    }

    private static AffineFunction ReadFunction(IHost host, ModelLoadContext ctx, DataViewType type)
    {
        if (type is VectorDataViewType vector)
        {
            var size = Math.Max(1, vector.Size);
            return vector.ItemType == NumberDataViewType.Single
                ? VectorAffineFunction<float>.Load(host, ctx, size)
                : VectorAffineFunction<double>.Load(host, ctx, size);
        }

        return type == NumberDataViewType.Single ? ScalarAffineFunction<float>.Load(host, ctx) : ScalarAffineFunction<double>.Load(host, ctx);
    }
}

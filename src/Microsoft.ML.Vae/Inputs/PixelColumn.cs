using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a model knows of its input column: the element type, the size, the scaling and the values that are allowed.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="ElementType">Byte or Float32.</param>
/// <param name="Size">Pixels per row.</param>
/// <param name="Scaling">From stored values to network inputs.</param>
internal sealed record PixelColumn(string Name, ScalarType ElementType, int Size, PixelScaling Scaling)
{
    private const int MaximumInferenceRows = 256;
    private const int MaximumInferenceBytes = 256 << 20;
    private const string Expected = "known-size vector of Single or Byte";

    /// <summary>Bytes of one stored row.</summary>
    public int RowBytes => checked(Size * (ElementType == ScalarType.Byte ? sizeof(byte) : sizeof(float)));

    /// <summary>Rows per forward pass: 256, or fewer when rows are so large that these would take more than 256 MiB.</summary>
    public int InferenceBatchSize => Math.Clamp(MaximumInferenceBytes / RowBytes, 1, MaximumInferenceRows);

    /// <summary>The column's type as ML.NET names it.</summary>
    public DataViewType Type => new VectorDataViewType(ItemType(ElementType), Size);

    /// <summary>Finds the column in a schema and takes its type from there.</summary>
    public static PixelColumn Resolve(IExceptionContext context, DataViewSchema schema, string name, PixelScaling? scaling)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw context.ExceptSchemaMismatch("inputSchema", "input", name);
        if (column.Type is not VectorDataViewType { IsKnownSize: true } type || ElementTypeOf(type.ItemType) is not { } elementType)
            throw context.ExceptSchemaMismatch("inputSchema", "input", name, Expected, column.Type.ToString());

        PixelScaling byDefault = elementType == ScalarType.Byte ? PixelScaling.ByteToUnit : PixelScaling.None;
        return new PixelColumn(name, elementType, type.Size, scaling ?? byDefault);
    }

    /// <summary>The same check on the shape of a schema, before any data exists.</summary>
    public static SchemaShape.Column Check(IExceptionContext context, SchemaShape shape, string name)
    {
        if (!shape.TryFindColumn(name, out SchemaShape.Column column))
            throw context.ExceptSchemaMismatch("inputSchema", "input", name);
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.IsKey || ElementTypeOf(column.ItemType) is null)
            throw context.ExceptSchemaMismatch("inputSchema", "input", name, Expected, column.GetTypeString());
        return column;
    }

    /// <summary>Finds the column in another schema and checks that it is of this very type.</summary>
    public DataViewSchema.Column Bind(IExceptionContext context, DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(Name) is not { } column)
            throw context.ExceptSchemaMismatch("inputSchema", "input", Name);
        if (column.Type is not VectorDataViewType { IsKnownSize: true } type || ElementTypeOf(type.ItemType) != ElementType || type.Size != Size)
            throw context.ExceptSchemaMismatch("inputSchema", "input", Name, Type.ToString(), column.Type.ToString());
        return column;
    }

    /// <summary>Network inputs from the bytes of a batch of stored rows.</summary>
    public Tensor ToNetworkInput(ReadOnlySpan<byte> rows, int count, Device device)   // -> [B, D] Float32
    {
        Tensor stored = empty(count, Size, ElementType);
        rows.CopyTo(stored.bytes);
        return Scale(stored.to(device));
    }

    /// <summary>Network inputs from a batch of stored rows.</summary>
    public Tensor Scale(Tensor stored)   // [B, D] Byte or Float32 -> [B, D] Float32
    {
        if (ElementType != ScalarType.Byte && Scaling == PixelScaling.None)
            return stored;
        Tensor x = stored.to(ScalarType.Float32, copy: true);
        using Scalar offset = Scaling.Offset, scale = Scaling.Scale;
        if (Scaling.Offset != 0)
            x.sub_(offset);
        return x.mul_(scale);
    }

    /// <summary>Network outputs in the units of the column.</summary>
    public Tensor Unscale(Tensor x)   // [B, D] -> [B, D]
    {
        if (Scaling == PixelScaling.None)
            return x;
        using Scalar offset = Scaling.Offset, scale = Scaling.Scale;
        return x.div(scale).add_(offset, Scalars.One);
    }

    private static ScalarType? ElementTypeOf(DataViewType itemType) =>
        itemType.Equals(NumberDataViewType.Single) ? ScalarType.Float32
        : itemType.Equals(NumberDataViewType.Byte) ? ScalarType.Byte
        : null;

    private static NumberDataViewType ItemType(ScalarType type) =>
        type == ScalarType.Byte ? NumberDataViewType.Byte : NumberDataViewType.Single;
}

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Finds the inputs of image transforms, or says what is wrong with them.</summary>
internal static class ImageColumns
{
    public static SchemaShape.Column FindImage(IHost host, SchemaShape inputSchema, string name)
    {
        if (!inputSchema.TryFindColumn(name, out var column))
            throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
        if (column.ItemType is not ImageDataViewType || column.Kind != SchemaShape.Column.VectorKind.Scalar)
            throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", name, new ImageDataViewType().ToString(), column.GetTypeString());
        return column;
    }

    public static ImageDataViewType CheckImage(IHost host, DataViewSchema.Column column) => column.Type as ImageDataViewType
        ?? throw host.ExceptSchemaMismatch("inputSchema", "input", column.Name, "image", column.Type.ToString());

    /// <summary>The input of each pair, checked in the order of the pairs.</summary>
    public static DataViewSchema.Column[] Bind(
        IHost host, DataViewSchema inputSchema, (string Output, string Input)[] pairs, Action<DataViewSchema.Column, int> check)
    {
        var inputs = new DataViewSchema.Column[pairs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = inputSchema.GetColumnOrNull(pairs[i].Input)
                ?? throw host.ExceptSchemaMismatch(nameof(inputSchema), "input", pairs[i].Input);
            check(inputs[i], i);
        }

        return inputs;
    }
}

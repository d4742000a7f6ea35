using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes images of vectors.</summary>
public sealed partial class VectorToImageConvertingEstimator : TrivialEstimator<VectorToImageConvertingTransformer>
{
    internal VectorToImageConvertingEstimator(IHostEnvironment env, params ColumnOptions[] columns)
        : base(
            env.Register(nameof(VectorToImageConvertingEstimator)),
            new VectorToImageConvertingTransformer(env.Register("VectorToImageConverter"), columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        var columns = inputSchema.ToDictionary(column => column.Name);
        foreach (var column in Transformer.Columns)
        {
            if (!inputSchema.TryFindColumn(column.InputColumnName, out var vector))
                throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", column.InputColumnName);
            if (vector.Kind != SchemaShape.Column.VectorKind.Vector || !CanConvert(vector.ItemType))
            {
                throw Host.ExceptSchemaMismatch(
                    nameof(inputSchema), "input", column.InputColumnName, "known-size vector of type Single, Double or Byte",
                    vector.GetTypeString());
            }
            columns[column.Name] = new SchemaShape.Column(column.Name, SchemaShape.Column.VectorKind.Scalar, column.Type, false);
        }

        return new SchemaShape(columns.Values);
    }

    private static bool CanConvert(DataViewType type) =>
        type == NumberDataViewType.Single || type == NumberDataViewType.Double || type == NumberDataViewType.Byte;
}

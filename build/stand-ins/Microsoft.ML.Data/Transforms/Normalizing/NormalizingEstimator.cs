using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns how to scale columns.</summary>
public sealed class NormalizingEstimator : IEstimator<NormalizingTransformer>
{
    private readonly IHost _host;
    private readonly MinMaxColumn[] _columns;

    internal NormalizingEstimator(IHostEnvironment env, params MinMaxColumn[] columns)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(NormalizingEstimator));
        _host.CheckValue(columns, nameof(columns));
        _columns = [.. columns];
    }

    public NormalizingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return NormalizerTraining.Run(_host, input, _columns);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        var columns = inputSchema.ToDictionary(column => column.Name);
        foreach (var column in _columns)
        {
            var input = Find(inputSchema, column.Input);
            columns[column.Output] = new SchemaShape.Column(column.Output, input.Kind, input.ItemType, input.IsKey, AnnotationsOver(input));
        }

        return new SchemaShape(columns.Values);
    }

    private static SchemaShape AnnotationsOver(SchemaShape.Column input)
    {
        var kinds = new List<SchemaShape.Column>
        {
            new(AnnotationUtils.Kinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false),
        };
        if (input.Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out var slotNames))
            kinds.Add(slotNames);
        return new SchemaShape(kinds);
    }

    private SchemaShape.Column Find(SchemaShape inputSchema, string name)
    {
        if (!inputSchema.TryFindColumn(name, out var column))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);
        if (column.Kind == SchemaShape.Column.VectorKind.VariableVector)
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name, "known-size vector or scalar", column.GetTypeString());
        if (!column.ItemType.Equals(NumberDataViewType.Single) && !column.ItemType.Equals(NumberDataViewType.Double))
            throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name, "vector or scalar of Single or Double", column.GetTypeString());
        return column;
    }
}

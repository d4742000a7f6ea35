using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Joins columns of one item type into a vector.</summary>
public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly IHost _host;
    private readonly string _name;
    private readonly string[] _sources;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string outputColumnName, params string[] inputColumnNames)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(ColumnConcatenatingEstimator));
        _host.CheckNonEmpty(outputColumnName, nameof(outputColumnName));
        _host.CheckValue(inputColumnNames, nameof(inputColumnNames));
        _host.CheckParam(inputColumnNames.Length > 0, nameof(inputColumnNames), "Input columns not specified");
        _host.CheckParam(!inputColumnNames.Any(string.IsNullOrEmpty), nameof(inputColumnNames), "Contained some null or empty items");
        _name = outputColumnName;
        _sources = inputColumnNames;
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new ColumnConcatenatingTransformer(_host, new Concatenation(_name, [.. _sources.Select(name => new ConcatenatedSource(name, null))]));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        var columns = inputSchema.ToDictionary(column => column.Name);
        columns[_name] = MakeColumn([.. _sources.Select(name => Find(inputSchema, name))]);
        return new SchemaShape(columns.Values);
    }

    private SchemaShape.Column Find(SchemaShape inputSchema, string name) =>
        inputSchema.TryFindColumn(name, out var column) ? column : throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", name);

    private SchemaShape.Column MakeColumn(SchemaShape.Column[] sources)
    {
        var itemType = sources[0].ItemType;
        foreach (var source in sources)
            Check(source, itemType);
        var annotations = new List<SchemaShape.Column>();
        if (sources.All(source => source.IsNormalized()))
            annotations.Add(new(AnnotationUtils.Kinds.IsNormalized, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false));
        if (sources.Any(source => source.Kind == SchemaShape.Column.VectorKind.Scalar || source.HasSlotNames()))
            annotations.Add(new(AnnotationUtils.Kinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false));
        var kind = sources.Any(source => source.Kind == SchemaShape.Column.VectorKind.VariableVector)
            ? SchemaShape.Column.VectorKind.VariableVector
            : SchemaShape.Column.VectorKind.Vector;
        return new SchemaShape.Column(_name, kind, itemType, false, new SchemaShape(annotations));
    }

    private void Check(SchemaShape.Column source, DataViewType itemType)
    {
        if (source.IsKey)
            throw _host.Except($"Column '{source.Name}' is key. Concatenation of keys is unsupported.");
        if (!source.ItemType.Equals(itemType))
        {
            throw _host.Except($"Concatenated columns should have the same type. Column '{source.Name}' has type of {source.ItemType}, "
                + $"but expected column type is {itemType}.");
        }
    }
}

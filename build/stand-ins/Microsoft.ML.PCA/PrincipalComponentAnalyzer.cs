using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Finds the directions in which vectors vary most.</summary>
public sealed partial class PrincipalComponentAnalyzer : IEstimator<PrincipalComponentAnalysisTransformer>
{
    private readonly IHost _host;
    private readonly ColumnOptions[] _columns;

    internal PrincipalComponentAnalyzer(IHostEnvironment env, params ColumnOptions[] columns)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(PrincipalComponentAnalyzer));
        _columns = columns;
    }

    public PrincipalComponentAnalysisTransformer Fit(IDataView input) => PrincipalComponentAnalysisTransformer.Train(_host, input, _columns);

    /// <summary>As in the original a column of another type is reported as missing, and its size is not looked at.</summary>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        var columns = inputSchema.ToDictionary(column => column.Name);
        foreach (var options in _columns)
        {
            if (!inputSchema.TryFindColumn(options.InputColumnName, out var input)
                || input.Kind != SchemaShape.Column.VectorKind.Vector
                || !input.ItemType.Equals(NumberDataViewType.Single))
            {
                throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", options.InputColumnName);
            }

            columns[options.Name] = new SchemaShape.Column(
                options.Name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false);
        }

        return new SchemaShape(columns.Values);
    }
}

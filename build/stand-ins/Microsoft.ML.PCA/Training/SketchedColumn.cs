using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A column to learn a projection of, and how.</summary>
internal sealed class SketchedColumn
{
    private SketchedColumn(DataViewSchema.Column input, DataViewSchema.Column? weight, PrincipalComponentAnalyzer.ColumnOptions options)
    {
        Input = input;
        Weight = weight;
        Dimension = ((VectorDataViewType)input.Type).Size;
        Rank = options.Rank;
        SketchSize = Math.Min(options.Rank + options.Oversampling, Dimension);
        Center = options.EnsureZeroMean;
        Seed = options.Seed;
    }

    public DataViewSchema.Column Input { get; }

    public DataViewSchema.Column? Weight { get; }

    public int Dimension { get; }

    public int Rank { get; }

    /// <summary>How many random directions are followed: the rank and some more.</summary>
    public int SketchSize { get; }

    public bool Center { get; }

    public int? Seed { get; }

    public static SketchedColumn Bind(IHost host, DataViewSchema schema, PrincipalComponentAnalyzer.ColumnOptions options)
    {
        var input = schema[options.InputColumnName];
        var weight = FindWeight(schema, options.WeightColumn);
        PrincipalComponentAnalysisTransformer.CheckInput(host, options.InputColumnName, input.Type);
        var column = new SketchedColumn(input, weight, options);
        Contracts.CheckParam(
            column.Rank > 0 && column.Rank <= column.Dimension,
            nameof(Rank),
            "Rank must be positive, and at most the dimension of untransformed data");
        return column;
    }

    private static DataViewSchema.Column? FindWeight(DataViewSchema schema, string weightColumn)
    {
        if (weightColumn == null)
            return null;
        var weight = schema.GetColumnOrNull(weightColumn) ?? throw Contracts.Except("Weight column '{0}' does not exist.", weightColumn);
        Contracts.CheckParam(weight.Type == NumberDataViewType.Single, nameof(weightColumn));
        return weight;
    }
}

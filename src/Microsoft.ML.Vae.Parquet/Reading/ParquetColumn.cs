using ParquetSharp;
using ParquetSharp.Schema;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>A column as one file has it.</summary>
internal sealed class ParquetColumn
{
    private ParquetColumn(ColumnDescriptor column, int leaf, bool areImages)
    {
        Leaf = leaf;
        MaximumDefinition = column.MaxDefinitionLevel;
        Node[] path = [.. Path(column.SchemaNode)];
        int repeated = Array.FindIndex(path, node => node.Repetition == Repetition.Repeated);
        IsList = repeated >= 0;
        LogicalTypeEnum? around = repeated > 0 ? path[repeated - 1].LogicalType.Type : null;
        int named = !IsList ? path.Length : around is LogicalTypeEnum.List or LogicalTypeEnum.Map ? repeated : repeated + 1;
        Name = string.Join('.', path[..named].Select(node => node.Name));
        // What the list's node itself, but not a null in it, takes of the definition level.
        ListDefinition = (short)(MaximumDefinition - (path[^1].Repetition == Repetition.Optional ? 1 : 0));
        Element = ColumnElements.Of(column, areImages);
        TypeText = (IsList ? "list of " : "") + ColumnElements.TypeText(column);
        if (around == LogicalTypeEnum.Map)
            (Element, TypeText) = (null, "map");
        else if (column.MaxRepetitionLevel > 1)
            (Element, TypeText) = (null, "list of lists");
        else if (IsList && (path.Length > repeated + 2 || path[repeated] is GroupNode { FieldCount: > 1 }))
            (Element, TypeText) = (null, "list of structs");
        else if (IsList && Element?.IsBinary == true)
            Element = null;
    }

    public string Name { get; }

    /// <summary>Its number among the file's columns, fields of structs counted one by one.</summary>
    public int Leaf { get; }

    public bool IsList { get; }

    /// <summary>What its values are; null if it cannot be mapped.</summary>
    public ColumnElement? Element { get; }

    /// <summary>Its type as messages name it.</summary>
    public string TypeText { get; }

    /// <summary>The definition level of a value that is there.</summary>
    public short MaximumDefinition { get; }

    /// <summary>The least definition level of a list with values.</summary>
    public short ListDefinition { get; }

    /// <summary>The columns of a file.</summary>
    public static IReadOnlyList<ParquetColumn> In(ParquetFileReader file, IReadOnlyCollection<string> images)
    {
        SchemaDescriptor schema = file.FileMetaData.Schema;
        return [.. Enumerable.Range(0, schema.NumColumns).Select(leaf => Create(schema.Column(leaf), leaf, images))
            .DistinctBy(column => column.Name)];   // lists of structs and maps have several leaves
    }

    private static ParquetColumn Create(ColumnDescriptor descriptor, int leaf, IReadOnlyCollection<string> images)
    {
        var column = new ParquetColumn(descriptor, leaf, areImages: false);
        return images.Contains(column.Name) ? new ParquetColumn(descriptor, leaf, areImages: true) : column;
    }

    // From the root, which is left out.
    private static IEnumerable<Node> Path(Node? node) => node?.Parent is { } parent ? [.. Path(parent), node] : [];
}

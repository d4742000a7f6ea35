namespace Microsoft.ML.Data;

/// <summary>The annotations that components exchange: their kinds, their types, and how to ask for them.</summary>
internal static class AnnotationUtils
{
    /// <summary>Names of annotations.</summary>
    public static class Kinds
    {
        public const string SlotNames = "SlotNames";
        public const string KeyValues = "KeyValues";
        public const string ScoreColumnSetId = "ScoreColumnSetId";
        public const string ScoreColumnKind = "ScoreColumnKind";
        public const string ScoreValueKind = "ScoreValueKind";
        public const string IsNormalized = "IsNormalized";
    }

    /// <summary>Values of the annotations that describe score columns.</summary>
    public static class Const
    {
        public static class ScoreColumnKind
        {
            public const string Clustering = "Clustering";
        }

        public static class ScoreValueKind
        {
            public const string Score = "Score";
            public const string PredictedLabel = "PredictedLabel";
        }
    }

    public static KeyDataViewType ScoreColumnSetIdType { get; } = new(typeof(uint), int.MaxValue);

    public static KeyValuePair<string, DataViewType> GetSlotNamesPair(int size)
        => new(Kinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size));

    public static bool HasSlotNames(this DataViewSchema.Column column, int vectorSize)
        => vectorSize > 0
            && column.Annotations.Schema.GetColumnOrNull(Kinds.SlotNames)?.Type is VectorDataViewType { ItemType: TextDataViewType } type
            && type.Size == vectorSize;

    public static bool HasSlotNames(this SchemaShape.Column col)
        => col.Kind == SchemaShape.Column.VectorKind.Vector
            && col.Annotations.TryFindColumn(Kinds.SlotNames, out var names)
            && names is { Kind: SchemaShape.Column.VectorKind.Vector, IsKey: false, ItemType: TextDataViewType };

    public static bool IsNormalized(this SchemaShape.Column column)
        => column.Annotations.TryFindColumn(Kinds.IsNormalized, out var normalized)
            && normalized is { Kind: SchemaShape.Column.VectorKind.Scalar, IsKey: false, ItemType: BooleanDataViewType };

    /// <summary>The greatest id of a set of score columns in a schema; 0 when there is none.</summary>
    public static uint GetMaxScoreColumnSetId(DataViewSchema schema)
    {
        var max = 0U;
        foreach (var column in schema)
        {
            if (column.Annotations.Schema.GetColumnOrNull(Kinds.ScoreColumnSetId)?.Type is not KeyDataViewType { RawType: var raw }
                || raw != typeof(uint))
                continue;
            var id = 0U;
            column.Annotations.GetValue(Kinds.ScoreColumnSetId, ref id);
            max = Math.Max(max, id);
        }
        return max;
    }

    /// <summary>What every column made by a trained model is annotated with.</summary>
    public static IEnumerable<SchemaShape.Column> GetTrainerOutputAnnotation() =>
    [
        new(Kinds.ScoreColumnSetId, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true),
        new(Kinds.ScoreColumnKind, SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, false),
        new(Kinds.ScoreValueKind, SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, false),
    ];
}

using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A concatenation over the columns of a schema.</summary>
internal sealed class BoundConcatenation
{
    private readonly Concatenation _column;
    private readonly VectorDataViewType _type;

    private BoundConcatenation(Concatenation column, DataViewSchema.Column[] inputs, VectorDataViewType type)
    {
        _column = column;
        Inputs = inputs;
        _type = type;
    }

    public DataViewSchema.Column[] Inputs { get; }

    /// <summary>One vector alone passes through with its type and annotations.</summary>
    private bool IsIdentity => Inputs.Length == 1 && Inputs[0].Type is VectorDataViewType;

    public static BoundConcatenation Bind(IExceptionContext context, DataViewSchema inputSchema, Concatenation column)
    {
        var inputs = Array.ConvertAll(column.Sources, source => inputSchema.GetColumnOrNull(source.Name)
            ?? throw context.ExceptSchemaMismatch(nameof(inputSchema), "input", source.Name));
        var itemType = ItemType(inputs[0]);
        foreach (var input in inputs.Where(input => !ItemType(input).Equals(itemType)))
            throw context.ExceptSchemaMismatch(nameof(inputSchema), "input", input.Name, itemType.ToString(), input.Type.ToString());
        var size = Array.Exists(inputs, input => SizeOf(input) == 0) ? 0 : inputs.Sum(SizeOf);
        return new BoundConcatenation(column, inputs, new VectorDataViewType((PrimitiveDataViewType)itemType, size));
    }

    public DataViewSchema.DetachedColumn MakeColumn()
    {
        if (IsIdentity)
            return new DataViewSchema.DetachedColumn(_column.Name, Inputs[0].Type, Inputs[0].Annotations);
        var annotations = new DataViewSchema.Annotations.Builder();
        if (_type.ItemType is NumberDataViewType && Inputs.All(input => input.IsNormalized()))
            annotations.AddPrimitiveValue(AnnotationUtils.Kinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (_type.IsKnownSize && Inputs.Any(input => input.Type is not VectorDataViewType || input.HasSlotNames()))
            annotations.AddSlotNames(_type.Size, new ConcatenatedSlotNames(_column.Sources, Inputs, _type.Size).Get);
        return new DataViewSchema.DetachedColumn(_column.Name, _type, annotations.ToAnnotations());
    }

    public Delegate MakeGetter(DataViewRow input)
    {
        if (IsIdentity)
            return TypedGetter.Of(input, Inputs[0]);
        return _type.ItemType.RawType.Call<DataViewRow, DataViewSchema.Column[], Delegate>(JoinedGetter<int>, input, Inputs);
    }

    private static ValueGetter<VBuffer<TItem>> JoinedGetter<TItem>(DataViewRow input, DataViewSchema.Column[] columns) =>
        new VectorJoiner<TItem>(input, columns).Get;

    private static DataViewType ItemType(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.ItemType : column.Type;

    private static int SizeOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;
}

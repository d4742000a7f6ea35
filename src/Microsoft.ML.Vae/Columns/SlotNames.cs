namespace Microsoft.ML.Vae.Columns;

/// <summary>The names of a vector's slots, which feature importance and exports show.</summary>
internal abstract record SlotNames
{
    public const string Kind = "SlotNames";

    /// <summary>No names.</summary>
    public static SlotNames None { get; } = new NoNames();

    /// <summary>The names of the input column's slots, if it has any.</summary>
    public static SlotNames OfInput { get; } = new InputNames();

    /// <summary>Latent0, Latent1 and so on.</summary>
    public static SlotNames Latent { get; } = new LatentNames();

    /// <summary>The annotations of a column as they are promised, given its input column.</summary>
    public abstract SchemaShape? Promise(SchemaShape.Column input);

    /// <summary>The annotations of a column of a known size.</summary>
    public abstract DataViewSchema.Annotations? Create(DataViewSchema.Column input, int size);

    public static VectorDataViewType TypeOf(int size) => new(TextDataViewType.Instance, size);

    /// <summary>The names of latent dimensions.</summary>
    public static VBuffer<ReadOnlyMemory<char>> OfLatents(int dimension) =>
        new(dimension, [.. Enumerable.Range(0, dimension).Select(i => FormattableString.Invariant($"Latent{i}").AsMemory())]);

    private sealed record NoNames : SlotNames
    {
        public override SchemaShape? Promise(SchemaShape.Column input) => null;

        public override DataViewSchema.Annotations? Create(DataViewSchema.Column input, int size) => null;
    }

    private sealed record InputNames : SlotNames
    {
        public override SchemaShape Promise(SchemaShape.Column input) =>
            new(input.Annotations.Where(annotation => annotation.Name == Kind));

        public override DataViewSchema.Annotations Create(DataViewSchema.Column input, int size)
        {
            var builder = new DataViewSchema.Annotations.Builder();
            builder.Add(input.Annotations, name => name == Kind);
            return builder.ToAnnotations();
        }
    }

    private sealed record LatentNames : SlotNames
    {
        public override SchemaShape Promise(SchemaShape.Column input) =>
            new([new(Kind, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false)]);

        public override DataViewSchema.Annotations Create(DataViewSchema.Column input, int size)
        {
            VBuffer<ReadOnlyMemory<char>> names = OfLatents(size);
            var builder = new DataViewSchema.Annotations.Builder();
            builder.Add(Kind, TypeOf(size), (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
            return builder.ToAnnotations();
        }
    }
}

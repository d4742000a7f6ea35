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

    /// <summary>Names that are known.</summary>
    public static SlotNames Of(IReadOnlyList<string> names) => new KnownNames(names);

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
        public override SchemaShape Promise(SchemaShape.Column input) => PromiseNames();

        public override DataViewSchema.Annotations Create(DataViewSchema.Column input, int size) => Annotate(OfLatents(size));
    }

    private sealed record KnownNames(IReadOnlyList<string> Names) : SlotNames
    {
        public override SchemaShape Promise(SchemaShape.Column input) => PromiseNames();

        public override DataViewSchema.Annotations Create(DataViewSchema.Column input, int size) =>
            Annotate(new(size, [.. Names.Select(name => name.AsMemory())]));
    }

    private static SchemaShape PromiseNames() =>
        new([new(Kind, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false)]);

    private static DataViewSchema.Annotations Annotate(VBuffer<ReadOnlyMemory<char>> names)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(Kind, TypeOf(names.Length), (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
        return builder.ToAnnotations();
    }
}

namespace Microsoft.ML.Vae.Columns;

/// <summary>A column that the transformer adds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it shows of a row.</param>
internal abstract record OutputColumn(string Name, OutputKinds Content)
{
    /// <summary>The column in a schema whose input column is given, as it is promised before any data exists.</summary>
    public abstract SchemaShape.Column Promise(SchemaShape.Column input);

    /// <summary>The column in a schema that is made of another one, whose input column is given.</summary>
    public abstract DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input);

    /// <summary>A <see cref="ValueGetter{TValue}"/> for the row that <paramref name="currentRow"/> names when it is called.</summary>
    public abstract Delegate CreateGetter(OutputCache outputs, Func<int> currentRow);
}

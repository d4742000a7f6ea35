using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Names of a vector's slots, which the pictures of a model take over from its input column.</summary>
internal static class SlotNames
{
    private const string Kind = "SlotNames";

    public static SchemaShape Promise(SchemaShape.Column input) => new(input.Annotations.Where(annotation => annotation.Name == Kind));

    public static DataViewSchema.Annotations Of(DataViewSchema.Column input)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(input.Annotations, name => name == Kind);
        return builder.ToAnnotations();
    }
}

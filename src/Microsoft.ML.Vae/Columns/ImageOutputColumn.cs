using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>A column of images.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it shows of a row.</param>
/// <param name="Layout">How the numbers make an image.</param>
/// <param name="Range">The numbers of black and white.</param>
internal sealed record ImageOutputColumn(string Name, OutputKinds Content, ImageLayout Layout, (float Black, float White) Range)
    : OutputColumn(Name, Content)
{
    private ImageDataViewType Type => new(Layout.Height, Layout.Width);

    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Scalar, Type, isKey: false);

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) => new(Name, Type);

    /// <summary>Every image is a new one, and the caller's; a missing one is null.</summary>
    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow)
    {
        var bytes = new byte[Layout.Size];
        return (ValueGetter<MLImage>)((ref MLImage destination) =>
        {
            ReadOnlySpan<float> values = outputs.Values(Content, currentRow());
            destination = float.IsNaN(values[0]) ? null! : ToImage(values, bytes);
        });
    }

    private MLImage ToImage(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        ImagePixels.Quantize(values, Range, bytes);
        return ImagePixels.Write(bytes, Layout);
    }
}

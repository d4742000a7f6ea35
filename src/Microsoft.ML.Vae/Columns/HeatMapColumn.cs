using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>A column of grey images of what each pixel contributes, all channels together; a row's largest contribution is white.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">How the numbers of a row make an image.</param>
internal sealed record HeatMapColumn(string Name, ImageLayout Input) : OutputColumn(Name, OutputKinds.Contributions)
{
    private readonly ImageLayout _map = new(Input.Height, Input.Width, Channels: 1);

    private ImageDataViewType Type => new(Input.Height, Input.Width);

    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Scalar, Type, isKey: false);

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) => new(Name, Type);

    /// <summary>Every image is a new one, and the caller's; a missing one is null.</summary>
    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow)
    {
        var heat = new double[_map.Size];
        var bytes = new byte[_map.Size];
        return (ValueGetter<MLImage>)((ref MLImage destination) =>
        {
            ReadOnlySpan<float> values = outputs.Values(Content, currentRow());
            if (float.IsNaN(values[0]))
            {
                destination = null!;
                return;
            }
            AddChannels(values, heat);
            double largest = heat.Max();
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = largest > 0 ? (byte)Math.Round(Math.Max(0, heat[i]) / largest * byte.MaxValue) : byte.MinValue;
            destination = ImagePixels.Write(bytes, _map);
        });
    }

    private void AddChannels(ReadOnlySpan<float> values, double[] heat)
    {
        Array.Clear(heat);
        for (int i = 0; i < values.Length; i++)
            heat[Input.InterleavePixelColors ? i / Input.Channels : i % heat.Length] += values[i];
    }
}

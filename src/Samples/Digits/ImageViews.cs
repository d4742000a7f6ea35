using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Data views of images. Rows are made when they are read, so that the bytes exist once, however many views there are.</summary>
internal static class ImageViews
{
    public const string Image = nameof(ImageRow.Image);
    public const string Label = nameof(ImageRow.Label);

    /// <summary>A label is a byte.</summary>
    public const int ClassCount = byte.MaxValue + 1;

    private static readonly VBuffer<ReadOnlyMemory<char>> _names = new(
        ClassCount, [.. Enumerable.Range(0, ClassCount).Select(label => label.ToString(CultureInfo.InvariantCulture).AsMemory())]);

    public static IDataView Bytes(MLContext context, LabelledImages images) =>
        context.Data.LoadFromEnumerable(
            Rows(images, i => new ImageRow { Image = images[i].ToArray(), Label = KeyOf(images, i) }),
            Definition(typeof(ImageRow), NumberDataViewType.Byte, images));

    public static IDataView Pixels(MLContext context, LabelledImages images) =>
        context.Data.LoadFromEnumerable(
            Rows(images, i => new PixelRow { Image = ToUnit(images[i]), Label = KeyOf(images, i) }),
            Definition(typeof(PixelRow), NumberDataViewType.Single, images));

    private static IEnumerable<TRow> Rows<TRow>(LabelledImages images, Func<int, TRow> row) =>
        Enumerable.Range(0, images.Count).Select(row);

    private static SchemaDefinition Definition(Type row, PrimitiveDataViewType pixel, LabelledImages images)
    {
        var definition = SchemaDefinition.Create(row);
        definition[Image].ColumnType = new VectorDataViewType(pixel, images.PixelCount);
        definition[Label].AddAnnotation("KeyValues", _names, new VectorDataViewType(TextDataViewType.Instance, ClassCount));
        return definition;
    }

    // The class's numbers count from 0; as a key, ML.NET counts them from 1.
    private static uint KeyOf(LabelledImages images, int index) => images.Labels[index];

    private static float[] ToUnit(ReadOnlySpan<byte> pixels)
    {
        var values = new float[pixels.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = pixels[i] / 255f;
        return values;
    }
}

using Microsoft.ML.Data;
using TorchSharp;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Images as a data view of bytes, and as one tensor.</summary>
internal static class Rows
{
    public static IDataView View(MLContext context, IEnumerable<byte[]> images, int size)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Byte, size);
        return context.Data.LoadFromEnumerable(images.Select(image => new Row { Pixels = image }), schema);
    }

    /// <summary>In 0..1, [N, D].</summary>
    public static torch.Tensor Tensor(IReadOnlyList<byte[]> images) =>
        torch.tensor(images.SelectMany(image => image).Select(pixel => pixel / 255f).ToArray(), [images.Count, images[0].Length]);

    private sealed class Row
    {
        public byte[] Pixels { get; set; } = [];
    }
}

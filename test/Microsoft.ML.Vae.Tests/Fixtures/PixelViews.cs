using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Data views with one column "Pixels", a vector of known size.</summary>
internal static class PixelViews
{
    public const string Column = nameof(ByteRow.Pixels);

    public static IDataView OfBytes(MLContext context, IReadOnlyList<byte[]> rows) => OfBytes(context, rows, rows[0].Length);

    /// <summary>A list makes a view that knows its length and can shuffle; any other sequence makes one that is read front to back.</summary>
    public static IDataView OfBytes(MLContext context, IEnumerable<byte[]> rows, int size) =>
        context.Data.LoadFromEnumerable(Map(rows, pixels => new ByteRow { Pixels = pixels }), Definition(typeof(ByteRow), NumberDataViewType.Byte, size));

    public static IDataView OfSingles(MLContext context, IReadOnlyList<float[]> rows) => OfSingles(context, rows, rows[0].Length);

    public static IDataView OfSingles(MLContext context, IEnumerable<float[]> rows, int size) =>
        context.Data.LoadFromEnumerable(Map(rows, pixels => new SingleRow { Pixels = pixels }), Definition(typeof(SingleRow), NumberDataViewType.Single, size));

    private static IEnumerable<TRow> Map<TPixels, TRow>(IEnumerable<TPixels> rows, Func<TPixels, TRow> row) =>
        rows is IReadOnlyList<TPixels> ? [.. rows.Select(row)] : rows.Select(row);

    private static SchemaDefinition Definition(Type row, PrimitiveDataViewType pixel, int size)
    {
        var definition = SchemaDefinition.Create(row);
        definition[Column].ColumnType = new VectorDataViewType(pixel, size);
        return definition;
    }

    private sealed class ByteRow
    {
        [VectorType]
        public byte[] Pixels { get; set; } = [];
    }

    private sealed class SingleRow
    {
        [VectorType]
        public float[] Pixels { get; set; } = [];
    }
}

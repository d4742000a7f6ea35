namespace Microsoft.ML.Vae.Tests.Golden;

/// <summary>The rows on which the outputs of the models under test/golden were written down.</summary>
internal static class GoldenRows
{
    public const int Count = 40;
    private const int Size = 45;

    public static IDataView View(MLContext context) => PixelViews.OfBytes(context, [.. Enumerable.Range(0, Count).Select(Row)]);

    /// <summary>A slope whose direction and steepness depend on the row.</summary>
    private static byte[] Row(int row) => [.. Enumerable.Range(0, Size).Select(slot => (byte)((slot * (row % 7) + row * 5) % 256))];
}

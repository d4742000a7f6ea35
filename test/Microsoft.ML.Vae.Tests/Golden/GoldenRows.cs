using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Golden;

/// <summary>The rows on which the outputs of the models under test/golden were written down.</summary>
internal static class GoldenRows
{
    public const string Pixels = nameof(Row.Pixels);
    public const string Kind = nameof(Row.Kind);
    private const int Count = 40;
    private const int Size = 45;

    public static IDataView View(MLContext context) => context.Data.LoadFromEnumerable(Enumerable.Range(0, Count).Select(Create));

    /// <summary>A slope whose direction and steepness depend on the row.</summary>
    private static Row Create(int row) => new()
    {
        Pixels = [.. Enumerable.Range(0, Size).Select(slot => (byte)((slot * (row % 7) + row * 5) % 256))],
        Kind = (uint)(row % 3),   // the class counts keys from 0
    };

    private sealed class Row
    {
        [VectorType(Size)]
        public byte[] Pixels { get; set; } = [];

        [KeyType(3)]
        public uint Kind { get; set; }
    }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Parquet.Tests.Training;

public sealed class FitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_OfAFile_IsThatOfTheSameRowsInMemory()
    {
        IDataView rows = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 300).Select(row => new Row
        {
            Vector = [.. Enumerable.Range(0, 6).Select(i => row * (i + 1) % 11 / 10f)],
        }));
        _context.Data.SaveAsParquet(rows, _folder["rows.parquet"], new ParquetWriteOptions { RowGroupRows = 70 });
        IDataView loaded = _context.Data.LoadFromParquet(_folder["rows.parquet"]);
        VaeOptions options = new()
        {
            OutputColumnName = "Latent",
            InputColumnName = NumberRows.Vector,
            SampleColumnName = "Sample",
            Network = Network.FullyConnected([8]),
            LatentDimension = 2,
            Epochs = 3,
            BatchSize = 50,
            Seed = 3,
        };

        using VaeTransformer ofMemory = _context.Transforms.VariationalAutoencoder(options).Fit(rows);
        using VaeTransformer ofFile = _context.Transforms.VariationalAutoencoder(options).Fit(loaded);

        foreach (string column in new[] { "Latent", "Sample" })
        {
            float[] expected = [.. ofMemory.Transform(rows).Vectors(column).SelectMany(values => values)];
            ofFile.Transform(loaded).Vectors(column).SelectMany(values => values).SequenceEqual(expected).ShouldBeTrue(column);
        }
    }

    private sealed class Row
    {
        [VectorType(6)]
        public float[] Vector { get; set; } = [];
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Visuals.Tests.Fixtures;

/// <summary>A small model of generated digits, fitted once for all tests, and its data.</summary>
public sealed class DigitModel : IDisposable
{
    private const int TrainCount = 900, TestCount = 300;

    public DigitModel()
    {
        (byte[] pixels, byte[] labels) = new DigitGenerator(3).Draw(0, TrainCount + TestCount);
        DigitRow[] rows = [.. Enumerable.Range(0, TrainCount + TestCount).Select(i => new DigitRow
        {
            Image = pixels.AsSpan(i * DigitGenerator.PixelCount, DigitGenerator.PixelCount).ToArray(),
            Digit = FormattableString.Invariant($"digit {labels[i]}"),
            IsSeven = labels[i] == 7,
        })];
        Train = Context.Data.LoadFromEnumerable(rows.Take(TrainCount));
        Test = Context.Data.LoadFromEnumerable(rows.Skip(TrainCount));
        Fitted = Fit(Options);
    }

    public static VaeOptions Options => new()
    {
        OutputColumnName = "Latent",
        InputColumnName = "Image",
        ScoreColumnName = "Anomaly",
        PredictedLabelColumnName = "IsAnomaly",
        ReconstructionColumnName = "Reconstruction",
        Image = new ImageLayout(DigitGenerator.Side, DigitGenerator.Side, 1),
        Network = Network.FullyConnected([64]),
        LatentDimension = 4,
        Epochs = 6,
        BatchSize = 32,
        ValidationFraction = 0.2,
        SnapshotSamples = new SnapshotOptions { Count = 5 },
        Seed = 5,
    };

    public MLContext Context { get; } = new(1);

    public IDataView Train { get; }

    public IDataView Test { get; }

    public VaeTransformer Fitted { get; }

    public VaeTransformer Fit(VaeOptions options) => Context.Transforms.VariationalAutoencoder(options).Fit(Train);

    /// <summary>The same model as a file has it.</summary>
    public VaeTransformer Load()
    {
        using var file = new MemoryStream();
        Context.Model.Save(Fitted, Train.Schema, file);
        file.Position = 0;
        return (VaeTransformer)Context.Model.Load(file, out _);
    }

    public void Dispose() => Fitted.Dispose();

    private sealed class DigitRow
    {
        [VectorType(DigitGenerator.PixelCount)]
        public byte[] Image { get; set; } = [];

        public string Digit { get; set; } = "";

        public bool IsSeven { get; set; }
    }
}

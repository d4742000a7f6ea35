using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.PublicApi.Tests.Usage;

/// <summary>What an application does, with nothing but public members.</summary>
public sealed class ApplicationTests : IDisposable
{
    private const int Rows = 300;

    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _digits;
    private readonly VaeTransformer _model;

    public ApplicationTests()
    {
        _digits = _context.Data.LoadFromEnumerable(Digit.Some(Rows));
        _model = _context.Transforms.VariationalAutoencoder(Small).Fit(_digits);
    }

    private static VaeOptions Small { get; } = new()
    {
        OutputColumnName = "Latent",
        InputColumnName = "Pixels",
        ReconstructionColumnName = "Again",
        Network = Network.FullyConnected([32]),
        LatentDimension = 4,
        Epochs = 5,
    };

    [Fact]
    public void Assembly_GivesThisProject_NoInternals() =>
        typeof(VaeTransformer).Assembly.GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
            .Cast<InternalsVisibleToAttribute>().ShouldNotContain(friend => friend.AssemblyName.Contains("PublicApi"));

    [Fact]
    public void CreateEnumerable_OfTheTransformedRows_HasEveryColumn()
    {
        Encoded[] rows = [.. _context.Data.CreateEnumerable<Encoded>(_model.Transform(_digits), reuseRowObject: false)];

        rows.Select(row => row.Name).ShouldBe(Digit.Some(Rows).Select(digit => digit.Name));
        rows.ShouldAllBe(row => row.Latent.Length == 4 && row.Again.Length == Digit.Size);
        rows.SelectMany(row => row.Again).ShouldAllBe(grey => grey >= 0 && grey <= 255);
    }

    [Fact]
    public void KMeans_OnTheLatents_SeparatesTheFourPlaces()
    {
        var pipeline = _context.Transforms.VariationalAutoencoder(Small with { Epochs = 40, LearningRate = 0.01 })
            .Append(_context.Clustering.Trainers.KMeans("Latent", numberOfClusters: 8));

        using var model = pipeline.Fit(_digits);

        IEnumerable<uint> clusters = model.Transform(_digits).GetColumn<uint>(nameof(Clustered.PredictedLabel));
        int pure = clusters.Select((cluster, row) => (cluster, Place: row % 4)).GroupBy(pair => pair.cluster)
            .Sum(cluster => cluster.GroupBy(pair => pair.Place).Max(place => place.Count()));
        pure.ShouldBeGreaterThan((int)(0.8 * Rows));   // by chance: about a third
    }

    [Fact]
    public void PredictionEngine_OfOneDigit_EqualsTheTransformedRow()
    {
        Encoded expected = _context.Data.CreateEnumerable<Encoded>(_model.Transform(_digits), reuseRowObject: false).First();
        using var engine = _context.Model.CreatePredictionEngine<Digit, Encoded>(_model, new PredictionEngineOptions { OwnsTransformer = false });

        Encoded got = engine.Predict(Digit.Some(1)[0]);

        got.Name.ShouldBe(expected.Name);
        got.Latent.Zip(expected.Latent).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-4);   // rounding of a batch of one
    }

    [Fact]
    public void SaveAndLoad_Transformer_IsAVaeTransformerWithTheSameLatents()
    {
        using var stream = new MemoryStream();
        _context.Model.Save(_model, _digits.Schema, stream);
        stream.Position = 0;

        ITransformer loaded = new MLContext().Model.Load(stream, out DataViewSchema schema);

        using VaeTransformer vae = loaded.ShouldBeOfType<VaeTransformer>();
        (vae.OutputColumnName, vae.InputColumnName, vae.ReconstructionColumnName, vae.LatentDimension).ShouldBe(("Latent", "Pixels", "Again", 4));
        schema["Pixels"].Type.ShouldBe(_digits.Schema["Pixels"].Type);
        Latents(loaded).ShouldBe(Latents(_model));
    }

    [Fact]
    public void Load_OfDamagedWeights_EndsInAModelFormatException()
    {
        using var stream = new MemoryStream();
        _context.Model.Save(_model, _digits.Schema, stream);
        FlipLastByte(stream, "Weights.safetensors");

        Exception got = Should.Throw<Exception>(() => _context.Model.Load(stream, out _));

        got.GetBaseException().ShouldBeOfType<ModelFormatException>();
    }

    [Fact]
    public void Evaluate_OfTheTrainingData_HasALowerLossThanAfterOneEpoch()
    {
        using VaeTransformer hardlyTrained = _context.Transforms.VariationalAutoencoder(Small with { Epochs = 1 }).Fit(_digits);

        VaeMetrics metrics = _model.Evaluate(_digits);

        metrics.RowCount.ShouldBe(Rows);
        metrics.NegativeElbo.ShouldBe(metrics.ReconstructionLoss + metrics.KlDivergence);
        metrics.NegativeElbo.ShouldBeLessThan(hardlyTrained.Evaluate(_digits).NegativeElbo);
    }

    [Fact]
    public void Sample_OfTheModel_IsAViewOfPictures()
    {
        float[][] samples = [.. _model.Sample(count: 5, seed: 3).GetColumn<float[]>("Sample")];

        samples.Length.ShouldBe(5);
        samples.ShouldAllBe(pixels => pixels.Length == Digit.Size && pixels.All(grey => grey >= 0 && grey <= 255));
    }

    [Fact]
    public void Progress_OfAFit_ArrivesAtTheCallersObject()
    {
        var epochs = new List<int>();

        using VaeTransformer model = _context.Transforms
            .VariationalAutoencoder(Small with { Progress = new Callback(progress => epochs.Add(progress.Epoch)) }).Fit(_digits);

        epochs.Distinct().ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void WrongColumn_AtFit_IsMlNetsException() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.VariationalAutoencoder("Latent", "Nowhere").Fit(_digits))
            .Message.ShouldStartWith("Could not find input column 'Nowhere'");

    public void Dispose() => _model.Dispose();

    private float[][] Latents(ITransformer model) => [.. model.Transform(_digits).GetColumn<float[]>("Latent")];

    private static void FlipLastByte(MemoryStream zip, string entry)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Update, leaveOpen: true);
        using Stream weights = archive.Entries.Single(candidate => candidate.Name == entry).Open();
        weights.Position = weights.Length - 1;
        int last = weights.ReadByte();
        weights.Position = weights.Length - 1;
        weights.WriteByte((byte)~last);
    }

    private sealed class Callback(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.PublicApi.Tests.Usage;

/// <summary>The transform among ML.NET's own: something before it, something after it, a metric on what comes out.</summary>
public class CompositionTests
{
    private const int Rows = 300;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void NormalizeMinMaxBefore_PrincipalComponentsAfter_FitAndLoadAsOneModel()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Reading.Some(Rows));
        var pipeline = _context.Transforms.NormalizeMinMax("Scaled", nameof(Reading.Values), fixZero: false)
            .Append(_context.Transforms.VariationalAutoencoder("Latent", "Scaled", latentDimension: 4, epochs: 3))
            .Append(_context.Transforms.ProjectToPrincipalComponents("Plane", "Latent", rank: 2));

        using var model = pipeline.Fit(data);
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        ITransformer loaded = new MLContext().Model.Load(stream, out _);

        float[][] plane = [.. model.Transform(data).GetColumn<float[]>("Plane")];
        plane.ShouldAllBe(point => point.Length == 2 && point.All(float.IsFinite));
        loaded.Transform(data).GetColumn<float[]>("Plane").ShouldBe(plane);
    }

    [Fact]
    public void AnomalyDetection_OnTheScore_TellsStrangePicturesFromKnownOnes()
    {
        var options = new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = nameof(Digit.Pixels),
            ScoreColumnName = "Score",
            PredictedLabelColumnName = "PredictedLabel",
            Contamination = 0.05,
            Network = Network.FullyConnected([32]),
            LatentDimension = 4,
            Epochs = 40,
            LearningRate = 0.01,
        };
        using VaeTransformer model = _context.Transforms.VariationalAutoencoder(options).Fit(_context.Data.LoadFromEnumerable(Digit.Some(Rows)));
        IDataView mixed = _context.Data.LoadFromEnumerable(Digit.Some(100).Select((digit, i) => new Suspect
        {
            Label = i % 5 == 0 ? 1 : 0,
            Pixels = i % 5 == 0 ? [.. digit.Pixels.Select(grey => (byte)~grey)] : digit.Pixels,
        }));

        AnomalyDetectionMetrics metrics = _context.AnomalyDetection.Evaluate(model.Transform(mixed), falsePositiveCount: 5);

        metrics.AreaUnderRocCurve.ShouldBeGreaterThan(0.99);
        metrics.DetectionRateAtFalsePositiveCount.ShouldBe(1);
    }

    [Fact]
    public void PredictionEngine_OnImages_GivesAnImageBack()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(_ => new Photo { Picture = Photo.Draw() }));
        using VaeTransformer model = _context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = nameof(Photo.Picture),
            ReconstructionColumnName = nameof(Redrawn.Again),
            Network = Network.FullyConnected([8]),
            LatentDimension = 2,
            Epochs = 200,
            LearningRate = 0.01,
        }).Fit(data);
        using var engine = _context.Model.CreatePredictionEngine<Photo, Redrawn>(model, new PredictionEngineOptions { OwnsTransformer = false });

        using MLImage again = engine.Predict(new Photo { Picture = Photo.Draw() }).Again!;

        (again.Height, again.Width).ShouldBe((Photo.Height, Photo.Width));
        again.GetBGRPixels.Zip(Photo.Draw().GetBGRPixels, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(40);   // it has only ever seen this one
    }

    private sealed class Reading
    {
        [VectorType(6)]
        public float[] Values { get; set; } = [];

        public static IEnumerable<Reading> Some(int count) => Enumerable.Range(0, count).Select(row => new Reading
        {
            Values = [.. Enumerable.Range(0, 6).Select(slot => 100 * MathF.Sin(row * 0.37f + slot))],
        });
    }

    private sealed class Suspect
    {
        public float Label { get; set; }

        [VectorType(Digit.Size)]
        public byte[] Pixels { get; set; } = [];
    }

    private sealed class Photo
    {
        public const int Height = 3;
        public const int Width = 5;

        [ImageType(Height, Width)]
        public MLImage? Picture { get; set; }

        /// <summary>A blue ground with a red corner.</summary>
        public static MLImage Draw()
        {
            byte[] pixels = [.. Enumerable.Range(0, Height * Width).SelectMany(i => i == 0 ? new byte[] { 20, 10, 220, 255 } : [230, 40, 15, 255])];
            return MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Bgra32, pixels);
        }
    }

    private sealed class Redrawn
    {
        [ImageType(Photo.Height, Photo.Width)]
        public MLImage? Again { get; set; }
    }
}

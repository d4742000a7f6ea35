using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Shouldly;
using Xunit;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Vae.PublicApi.Tests.Usage;

/// <summary>What the README shows works as it stands there.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vae-public-");

    public ReadmeTests() => Directory.SetCurrentDirectory(_folder.FullName);

    [Fact]
    public void FirstExample_WordForWord_FitsSavesAndLoads()
    {
        IDataView images = new MLContext(seed: 1).Data.LoadFromEnumerable(Digit.Some(200));

        var mlContext = new MLContext(seed: 1);
        var pipeline = mlContext.Transforms.VariationalAutoencoder("Latent", "Pixels", latentDimension: 16)
            .Append(mlContext.Clustering.Trainers.KMeans("Latent", numberOfClusters: 10));
        var model = pipeline.Fit(images);                                 // an IDataView with a column "Pixels": Vector<Single>, Vector<Byte> or images
        mlContext.Model.Save(model, images.Schema, "model.zip");
        var loaded = mlContext.Model.Load("model.zip", out _);            // in any process that references this package

        Clusters(loaded, images).ShouldBe(Clusters(model, images));
        model.Dispose();
        ((IDisposable)loaded).Dispose();
    }

    [Fact]
    public void SecondExample_WordForWord_FitsAFolderOfImages()
    {
        Directory.CreateDirectory("photos");
        foreach (int i in Enumerable.Range(0, 12))
        {
            using var photo = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [(byte)(20 * i), 50, 90, 255, 10, (byte)(15 * i), 30, 255]);
            photo.Save($"photos/{i}.png");
        }

        var mlContext = new MLContext(seed: 1);
        IDataView files = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new PhotoFile { File = $"{i}.png" }));
        var pipeline = mlContext.Transforms.LoadImages("Image", imageFolder: "photos", inputColumnName: "File")
            .Append(mlContext.Transforms.ResizeImages("Image", imageWidth: 32, imageHeight: 32))
            .Append(mlContext.Transforms.VariationalAutoencoder(new VaeOptions
            {
                OutputColumnName = "Latent",
                InputColumnName = "Image",
                ReconstructionColumnName = "Redrawn",                         // an image column; MLImage.Save writes it
                ScoreColumnName = "Anomaly",                                  // higher is more anomalous
            }))
            .Append(mlContext.Clustering.Trainers.KMeans("Latent", numberOfClusters: 5));

        using var model = pipeline.Fit(files);
        using MLImage redrawn = model.Transform(files).GetColumn<MLImage>("Redrawn").First();
        (redrawn.Height, redrawn.Width).ShouldBe((32, 32));
        model.Transform(files).GetColumn<float>("Anomaly").ShouldAllBe(score => float.IsFinite(score));
    }

    [Fact]
    public void ThirdExample_WordForWord_FitsANetworkOfOnesOwn()
    {
        var mlContext = new MLContext(seed: 1);
        IDataView images = mlContext.Data.LoadFromEnumerable(Digit.Some(200));

        mlContext.ComponentCatalog.RegisterVaeNetwork("two layers", shape => VaeModule.Create(
            shape,
            encoder: Sequential(Linear(shape.InputSize, 300), ReLU(), Linear(300, 2 * shape.LatentDimension)),      // mean and log-variance side by side
            decoder: Sequential(Linear(shape.LatentDimension, 300), ReLU(), Linear(300, shape.DecoderOutputSize))));
        var pipeline = mlContext.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = "Pixels",
            Network = Network.Custom("two layers"),                       // a program that loads the model registers it too
        });

        using VaeTransformer model = pipeline.Fit(images);
        model.Transform(images).GetColumn<float[]>("Latent").First().Length.ShouldBe(16);
        mlContext.Model.Save(model, images.Schema, "model.zip");
        using var loaded = (VaeTransformer)mlContext.Model.Load("model.zip", out _);
        loaded.Transform(images).GetColumn<float[]>("Latent").First().ShouldBe(model.Transform(images).GetColumn<float[]>("Latent").First());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Example_OfTheReadme_IsTheCodeAbove(int index)
    {
        string[] readme = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../README.md"));
        int start = Enumerable.Range(0, readme.Length).Where(line => readme[line] == "```csharp").ElementAt(index) + 1;
        string[] example = [.. readme.Skip(start).TakeWhile(line => line != "```").Select(line => line.Trim())];

        example.ShouldNotBeEmpty();
        string.Join('\n', File.ReadAllLines(ThisFile()).Select(line => line.Trim())).ShouldContain(string.Join('\n', example), Case.Sensitive);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
    }

    private sealed class PhotoFile
    {
        public string File { get; set; } = "";
    }

    private static uint[] Clusters(ITransformer model, IDataView images) =>
        [.. model.Transform(images).GetColumn<uint>(nameof(Clustered.PredictedLabel))];

    private static string ThisFile([CallerFilePath] string file = "") => file;
}

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Shouldly;
using Xunit;

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
    public void FirstExample_OfTheReadme_IsTheCodeAbove()
    {
        string[] readme = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../README.md"));
        string[] example = [.. readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```").Select(line => line.Trim())];

        example.ShouldNotBeEmpty();
        string.Join('\n', File.ReadAllLines(ThisFile()).Select(line => line.Trim())).ShouldContain(string.Join('\n', example), Case.Sensitive);
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
    }

    private static uint[] Clusters(ITransformer model, IDataView images) =>
        [.. model.Transform(images).GetColumn<uint>(nameof(Clustered.PredictedLabel))];

    private static string ThisFile([CallerFilePath] string file = "") => file;
}

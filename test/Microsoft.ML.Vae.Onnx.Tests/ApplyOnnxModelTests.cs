using Microsoft.ML.Data;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;
using Microsoft.ML.Vae.Onnx.Tests.Matrix;

namespace Microsoft.ML.Vae.Onnx.Tests;

/// <summary>Files in ML.NET's own <c>ApplyOnnxModel</c>, whose columns have a dimension of 1 in front.</summary>
public class ApplyOnnxModelTests
{
    [Fact]
    public void Fit_OnAnAppliedColumnThatIsAnImage_WorksAndExportsAgain()
    {
        ExportCase entry = Modes.Case("linear", "Gaussian", "plain");
        var context = new MLContext(seed: 1);
        using var folder = new TemporaryFolder();
        using (VaeTransformer first = entry.Create(context))
            first.SaveOnnx(folder["first.onnx"], OnnxPart.Reconstruction);
        ScriptedView data = entry.Data(64);
        IEstimator<ITransformer> pipeline = context.Transforms.ApplyOnnxModel("Reconstruction", ExportCase.Pixels, folder["first.onnx"])
            .Append(context.Transforms.VariationalAutoencoder(new VaeOptions
            {
                OutputColumnName = "Second",
                InputColumnName = "Reconstruction",
                Image = new ImageLayout(5, 6, 1),
                Network = Network.Convolutional([16]),
                Likelihood = Likelihood.Gaussian(),
                LatentDimension = 2,
                Epochs = 2,
                Seed = 1,
            }));

        ITransformer model = pipeline.Fit(data), loaded = Exports.Reload(model, data.Schema);

        IDataView applied = loaded.Transform(data);
        applied.Schema["Reconstruction"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 1, Fixtures.Networks.Size));
        double[][] latents = Difference.Read(model.Transform(data), "Second")["Second"];
        Difference.Of(Difference.Read(applied, "Second"), new Dictionary<string, double[][]> { ["Second"] = latents });
        latents[0].Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(new[] { 1, 3, 4, 6 }, true)]
    [InlineData(new[] { 1, 1, 72 }, true)]
    [InlineData(new[] { 1, 3, 6, 4 }, false)]
    public void Fit_OnShapesWithOnesInFront_TakesThoseOfTheImage(int[] dimensions, bool fits)
    {
        var context = new MLContext(seed: 1);
        ScriptedView data = new ScriptedView(20).Add(
            "Pixels", new VectorDataViewType(NumberDataViewType.Single, dimensions), row => new VBuffer<float>(72, Converter.PixelRow.Of(row).Pixels));
        VaeEstimator estimator = context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent", InputColumnName = "Pixels", Image = new ImageLayout(4, 6), Network = Network.Linear, Likelihood = Likelihood.Gaussian(),
            LatentDimension = 2, Epochs = 1,
        });

        if (fits)
            estimator.Fit(data).Transform(data).Vectors("Latent").Length.ShouldBe(20);
        else
            Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message.ShouldContain("dimensions 3, 4, 6");
    }

    /// <summary>Our own latents feed ML.NET's trainers from a file as they do from the transformer.</summary>
    [Fact]
    public void KMeans_OnTheEncoderOfAFile_FitsAndReloads()
    {
        ExportCase entry = Modes.Case("fully connected, Relu", "Bernoulli", "bytes");
        var context = new MLContext(seed: 1);
        using var folder = new TemporaryFolder();
        using VaeTransformer model = entry.Create(context);
        model.SaveOnnx(folder["encoder.onnx"], OnnxPart.Encoder);
        ScriptedView data = entry.Data(50);

        ITransformer chain = context.Transforms.ApplyOnnxModel("Latent", ExportCase.Pixels, folder["encoder.onnx"])
            .Append(context.Clustering.Trainers.KMeans("Latent", numberOfClusters: 3)).Fit(data);
        IDataView clustered = Exports.Reload(chain, data.Schema).Transform(data);

        Difference.Of(Difference.Read(clustered, "Latent"), Difference.Read(model.Transform(data), "Latent"));
        clustered.Values<uint>("PredictedLabel").Distinct().Count().ShouldBe(3);
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;

namespace Microsoft.ML.Vae.Onnx.Tests.Converter;

/// <summary>Whole pipelines by <c>ConvertToOnnx</c>.</summary>
public class ChainTests
{
    private readonly MLContext _context = new(seed: 1);

    private static VaeOptions Options(string output = "Latent", string input = "Features") => new()
    {
        OutputColumnName = output,
        InputColumnName = input,
        LatentDimension = 3,
        Network = Network.FullyConnected([8]),
        Likelihood = Likelihood.Gaussian(),
        Epochs = 3,
        BatchSize = 16,
        Seed = 1,
    };

    private IEstimator<ITransformer> Features(string latent = "Latent") => _context.Transforms.Concatenate("Features", "A", "B")
        .Append(_context.Transforms.NormalizeMinMax("Features"))
        .Append(_context.Transforms.VariationalAutoencoder(Options(latent)));

    [Fact]
    public void ConvertToOnnx_PrincipalComponentsOfLatents_AgreesWithTransform() =>
        Check(Features().Append(_context.Transforms.ProjectToPrincipalComponents("Pca", "Latent", rank: 2)), "Features", "Latent", "Pca");

    /// <summary>ML.NET's converter counts clusters from 0, and its keys from 1.</summary>
    [Fact]
    public void ConvertToOnnx_KMeansOfLatents_AgreesButForTheFirstNumberOfClusters()
    {
        (Dictionary<string, double[][]> got, Dictionary<string, double[][]> expected) = Run(
            Features().Append(_context.Clustering.Trainers.KMeans("Latent", numberOfClusters: 3)), "Latent", "Score", "PredictedLabel");

        got["PredictedLabel"].Select(label => label[0] + 1).ShouldBe(expected["PredictedLabel"].Select(label => label[0]));
        got.Remove("PredictedLabel");
        Difference.Of(got, expected);
    }

    [Fact]
    public void ConvertToOnnx_LightGbmOnLatents_AgreesWithTransform() => Check(
        Features().Append(_context.Regression.Trainers.LightGbm("Target", "Latent", numberOfLeaves: 4, minimumExampleCountPerLeaf: 5, numberOfIterations: 5)),
        "Latent", "Score");

    [Fact]
    public void ConvertToOnnx_MulticlassOnLatents_AgreesWithTransform() => Check(
        _context.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(Features())
            .Append(_context.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Latent")),
        "Latent", "Score", "PredictedLabel");

    [Fact]
    public void ConvertToOnnx_KeyOfTextAsCondition_AgreesWithTransform() => Check(
        _context.Transforms.Conversion.MapValueToKey("Key", "Kind").Append(_context.Transforms.Concatenate("Features", "A", "B"))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(_context.Transforms.VariationalAutoencoder(Options() with { ConditionColumnName = "Key", ReconstructionColumnName = "Again" })),
        "Latent", "Again");

    [Fact]
    public void ConvertToOnnx_BooleanAsCondition_AgreesWithTransform() => Check(
        Features().Append(_context.Transforms.VariationalAutoencoder(Options("Second", "Latent") with { ConditionColumnName = "Flag", ReconstructionColumnName = "Again" })),
        "Latent", "Second", "Again");

    [Fact]
    public void ConvertToOnnx_OutputInPlaceOfItsInput_AgreesWithTransform() => Check(Features("Features"), "Features");

    [Fact]
    public void ConvertToOnnx_OutputInPlaceOfAColumnOfTheData_AgreesWithTransform() => Check(
        _context.Transforms.VariationalAutoencoder(Options("A", "A") with { ScoreColumnName = "Score" }), "A", "Score");

    /// <summary>The names of ours, which begin with the column's, could be those of columns.</summary>
    [Fact]
    public void ConvertToOnnx_ColumnNamedLikeAConstant_StaysAsItIs()
    {
        const string name = "Latent.vae/encoder.mean.weight";
        Check(_context.Transforms.CopyColumns(name, "B").Append(Features()), name, "Latent");
    }

    /// <summary>ExtractPixels gives vectors with three dimensions, and image steps cannot be converted; what is behind them can.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ConvertToOnnx_PartBehindExtractPixels_AgreesWithTransform(bool isEmpty)
    {
        IDataView pixels = Rows.Pixels(_context, 40);
        ITransformer model = _context.Transforms.VariationalAutoencoder(Options("Latent", "Pixels") with
        {
            Network = Network.Convolutional([16, 16]),
            Image = new ImageLayout(4, 6),
            PixelScaling = PixelScaling.ByteToUnit,
            ReconstructionColumnName = "Again",
            ImageOutput = ImageOutput.Vector,
        }).Fit(pixels);
        IDataView schema = isEmpty ? Rows.Pixels(_context, 0) : _context.Data.Cache(pixels);

        using var run = new OnnxRun(_context.Convert(model, schema, "Latent", "Again"));

        run.Inputs["Pixels"].Dimensions.ShouldBe([-1, 3, 4, 6]);
        double[][] latents = Difference.Read(model.Transform(pixels), "Latent")["Latent"];
        Difference.Of(
            run.RunShaped("Pixels", [3, 4, 6], row => PixelRow.Of(row).Pixels, 5),
            new Dictionary<string, double[][]> { ["Latent"] = latents });
    }

    private void Check(IEstimator<ITransformer> pipeline, params string[] columns)
    {
        (Dictionary<string, double[][]> got, Dictionary<string, double[][]> expected) = Run(pipeline, columns);
        got.Keys.ShouldBe(columns, ignoreOrder: true);
        Difference.Of(got, expected);
    }

    private (Dictionary<string, double[][]> Got, Dictionary<string, double[][]> Expected) Run(IEstimator<ITransformer> pipeline, params string[] columns)
    {
        IDataView data = Rows.Table(_context);
        ITransformer model = Exports.Reload(pipeline.Fit(data), data.Schema);
        byte[] file = _context.Convert(model, data, columns);
        using var run = new OnnxRun(file);
        return (run.Run(Rows.Values, 0, Rows.Count), Difference.Read(model.Transform(data), columns));
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;

namespace Microsoft.ML.Vae.Onnx.Tests.Converter;

/// <summary>What cannot be converted is told, and never written as something else.</summary>
public class RefusalTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly Log _log;

    public RefusalTests() => _log = new Log(_context);

    private static VaeOptions Options(string output = "Latent", string input = "A") => new()
    {
        OutputColumnName = output,
        InputColumnName = input,
        LatentDimension = 2,
        Network = Network.FullyConnected([5]),
        Likelihood = Likelihood.Gaussian(),
        Epochs = 2,
        Seed = 1,
    };

    [Fact]
    public void ConvertToOnnx_InputOfAnImageStep_NamesTheColumnAndTheRemedy()
    {
        using var folder = new TemporaryFolder();
        using (MLImage image = MLImage.CreateFromPixels(2, 2, MLPixelFormat.Bgra32, new byte[16]))
            image.Save(folder["a.png"]);
        IDataView data = _context.Data.LoadFromEnumerable(new[] { new Photo { File = "a.png" }, new Photo { File = "a.png" } });
        ITransformer model = _context.Transforms.LoadImages("Image", folder.FullName, "File")
            .Append(_context.Transforms.ResizeImages("Image", 2, 2))
            .Append(_context.Transforms.ExtractPixels("Pixels", "Image"))
            .Append(_context.Transforms.VariationalAutoencoder(Options("Latent", "Pixels") with { PixelScaling = PixelScaling.ByteToUnit }))
            .Fit(data);

        Should.Throw<InvalidOperationException>(() => _context.Convert(model, data)).Message.ShouldStartWith(
            "Column 'Pixels' comes from a step that has no ONNX form. Convert the steps behind it alone: give ConvertToOnnx data that hold the "
            + "column, for example those of mlContext.Data.Cache");
    }

    /// <summary>The converter leaves the step out and would read the column as it was before.</summary>
    [Fact]
    public void ConvertToOnnx_InputReplacedByACustomMapping_NamesStepAndColumn()
    {
        IDataView data = Rows.Table(_context);
        ITransformer model = Doubling().Append(_context.Transforms.VariationalAutoencoder(Options())).Fit(data);

        string message = Should.Throw<InvalidOperationException>(() => _context.Convert(model, data, "Latent")).Message;

        message.ShouldStartWith("A step before (");
        message.ShouldContain("replaces column 'A', and has no ONNX form: the graph would read the column as it was before.");
    }

    [Fact]
    public void ConvertToOnnx_AnotherColumnReplacedByACustomMapping_Warns()
    {
        IDataView data = Rows.Table(_context);
        ITransformer model = Doubling().Append(_context.Transforms.Concatenate("Features", "A", "B"))
            .Append(_context.Transforms.VariationalAutoencoder(Options("Latent", "Features"))).Fit(data);

        _context.Convert(model, data, "Latent");

        _log.Warnings.ShouldContain(warning => warning.RawMessage.Contains("replaces 'A', and has no ONNX form", StringComparison.Ordinal));
    }

    [Fact]
    public void ConvertToOnnx_ColumnNamedLikeAConstantOfKMeans_Warns()
    {
        IDataView data = Rows.Table(_context);
        ITransformer model = _context.Transforms.CopyColumns("C", "B").Append(_context.Transforms.VariationalAutoencoder(Options())).Fit(data);

        _context.Convert(model, data, "Latent");

        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldContain("Column 'C' has the name of a constant of ML.NET's k-means");
    }

    public static TheoryData<string, string> Inexpressible => new()
    {
        { "draws", "column 'Draw' holds draws that depend on the row's id or its seed" },
        { "samples", "the score ImportanceWeighted(5) is no formula of the row" },
        { "images", "column 'Again' holds images, for which ONNX has no type" },
        { "codes", "the score ComplexityCorrected is no formula of the row" },
    };

    [Theory]
    [MemberData(nameof(Inexpressible))]
    public void ConvertToOnnx_ColumnThatIsNoFormulaOfTheRow_FailsOnlyIfItIsNeeded(string what, string reason)
    {
        (VaeOptions options, string column) = what switch
        {
            "draws" => (Options() with { LatentSampleColumnName = "Draw" }, "Draw"),
            "samples" => (Options() with { ScoreColumnName = "Score", AnomalyScore = AnomalyScore.ImportanceWeighted(5) }, "Score"),
            "codes" => (Options() with { ScoreColumnName = "Score", AnomalyScore = AnomalyScore.ComplexityCorrected }, "Score"),
            _ => (Options() with { ReconstructionColumnName = "Again", ImageOutput = ImageOutput.Image, Image = new ImageLayout(5, 1, 1) }, "Again"),
        };
        IDataView data = Rows.Table(_context);
        ITransformer model = _context.Transforms.VariationalAutoencoder(options).Fit(data);

        byte[] file = _context.Convert(model, data, "Latent");

        using var run = new OnnxRun(file);
        Difference.Of(run.Run(Rows.Values, 0, 5), Difference.Read(model.Transform(data), "Latent"));
        _log.Warnings.ShouldContain(warning => warning.RawMessage.Contains($"Column '{column}' cannot be exported to ONNX: {reason}", StringComparison.Ordinal));
        Should.Throw<InvalidOperationException>(() => _context.Convert(model, data, column));
    }

    [Fact]
    public void ConvertToOnnx_InputReplacedByDraws_Fails()
    {
        IDataView data = Rows.Table(_context);
        ITransformer model = _context.Transforms.VariationalAutoencoder(Options() with { LatentSampleColumnName = "B" })
            .Append(_context.Transforms.CopyColumns("Copy", "B")).Fit(data);

        Should.Throw<Exception>(() => _context.Convert(model, data, "Copy"));
    }

    [Fact]
    public void ConvertToOnnx_BinarizedPixels_AreNoFormulaOfTheRow()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(row => new Grey { A = [0.1f * (row % 9), 0.5f, 1] }));
        ITransformer model = _context.Transforms.VariationalAutoencoder(
            Options() with { Likelihood = Likelihood.Bernoulli, DynamicBinarization = true }).Fit(data);

        Should.Throw<InvalidOperationException>(() => _context.Convert(model, data));
        _log.Warnings.ShouldContain(warning => warning.RawMessage.Contains("DynamicBinarization draws black or white", StringComparison.Ordinal));
    }

    [Fact]
    public void ConvertToOnnx_DisposedTransformer_Throws()
    {
        IDataView data = Rows.Table(_context);
        VaeTransformer model = _context.Transforms.VariationalAutoencoder(Options()).Fit(data);
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => _context.Convert(model, data));
    }

    [Fact]
    public void ConvertToOnnx_OpsetWithoutTheOperators_NamesTheLeastOne()
    {
        IDataView data = Rows.Table(_context);
        ITransformer model = _context.Transforms.VariationalAutoencoder(Options()).Fit(data);

        Should.Throw<ArgumentOutOfRangeException>(() => _context.Model.ConvertToOnnx(model, data, 9, Stream.Null));
    }

    private IEstimator<ITransformer> Doubling() => _context.Transforms.CustomMapping<Five, Five>(
        (input, output) => output.A = Array.ConvertAll(input.A, value => 2 * value), contractName: null);

    private sealed class Grey
    {
        [VectorType(3)]
        public float[] A { get; set; } = [];
    }

    private sealed class Five
    {
        [VectorType(5)]
        public float[] A { get; set; } = [];
    }

    private sealed class Photo
    {
        public string File { get; set; } = "";
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Onnx.Files;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;
using Microsoft.ML.Vae.Onnx.Tests.Matrix;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Onnx.Tests.Files;

/// <summary>Files of their own.</summary>
public class SaveOnnxTests
{
    private static ExportCase Plain { get; } = Modes.Case("fully connected, Relu", "Bernoulli", "plain");

    [Fact]
    public void Encoder_HasSymbolicBatchAndNamesOfColumns()
    {
        using VaeTransformer model = Modes.Case("linear", "Gaussian", "key as condition").Create(new MLContext());
        byte[] file = model.Save(OnnxPart.Encoder);

        using var run = new OnnxRun(file);
        run.Inputs.Keys.ShouldBe([ExportCase.Pixels, ExportCase.Kind]);
        run.Outputs.Keys.ShouldBe(["Latent", "LogVariance"]);
        run.Inputs.Concat(run.Outputs).ShouldAllBe(port => port.Value.SymbolicDimensions[0] == "batch" && port.Value.Dimensions[0] == -1);
        (run.Inputs[ExportCase.Kind].ElementType, run.Outputs["Latent"].Dimensions[1]).ShouldBe((typeof(uint), Fixtures.Networks.Latent));
        OperatorTable.Check(new OnnxFile(file));
    }

    [Fact]
    public void Metadata_SayWhatTheModelIsAndWhatTheUserAdds()
    {
        ExportCase entry = Plain with
        {
            Condition = new ConditionColumn(ExportCase.Kind, ConditionKind.Key, 3) { Names = new KeyNames(["red", "\"green\"", "blue"]) },
        };
        using VaeTransformer model = entry.Create(new MLContext());
        using var run = new OnnxRun(model.Save(OnnxPart.Encoder, new OnnxOptions { Metadata = new Dictionary<string, string> { ["license"] = "MIT" } }));

        run.Metadata.ProducerName.ShouldBe("Microsoft.ML.Vae");
        run.Metadata.CustomMetadataMap["latent_dimension"].ShouldBe("4");
        run.Metadata.CustomMetadataMap["likelihood"].ShouldBe("Bernoulli");
        System.Text.Json.JsonSerializer.Deserialize<string[]>(run.Metadata.CustomMetadataMap["condition_labels"]).ShouldBe(["red", "\"green\"", "blue"]);
        run.Metadata.CustomMetadataMap["license"].ShouldBe("MIT");
        Should.Throw<ArgumentException>(() => model.Save(OnnxPart.Encoder, new OnnxOptions { Metadata = new Dictionary<string, string> { ["part"] = "x" } }))
            .Message.ShouldContain("Metadata has 'part', which the library writes");
    }

    /// <summary>11 bits of each weight remain.</summary>
    [Fact]
    public void HalfPrecision_HalvesTheFileAndKeepsTheFirstDigits()
    {
        using VaeTransformer model = Modes.Case("residual × 1, batch normalization", "Gaussian", "plain").Create(new MLContext());
        byte[] whole = model.Save(OnnxPart.Reconstruction), half = model.Save(OnnxPart.Reconstruction, new OnnxOptions { HalfPrecisionWeights = true });

        ((double)half.Length / whole.Length).ShouldBeInRange(0.5, 0.85);   // names, nodes and vectors stay as they are
        OperatorTable.Check(new OnnxFile(half));
        using OnnxRun exact = new(whole), rounded = new(half);
        double[][] expected = exact.Run(Plain.Values, 0, 9)["Reconstruction"], got = rounded.Run(Plain.Values, 0, 9)["Reconstruction"];
        double largest = got.SelectMany((row, i) => row.Select((value, j) => Math.Abs(value - expected[i][j]))).Max();
        largest.ShouldBeInRange(1e-6, 0.02);
    }

    [Fact]
    public void HalfPrecision_OfALargeWeight_IsRefusedAndLeavesTheOlderFile()
    {
        using VaeTransformer model = Plain.Create(new MLContext());
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.onnx"], "old");
        model.Model.Network.state_dict()["encoder.mean.weight"].bytes[3] = 0x4F;   // above 2e9

        Should.Throw<InvalidOperationException>(() => model.SaveOnnx(folder["a.onnx"], OnnxPart.Encoder, new OnnxOptions { HalfPrecisionWeights = true }))
            .Message.ShouldContain("half precision ends at 65504");

        Directory.GetFiles(folder.FullName).ShouldHaveSingleItem();
        File.ReadAllText(folder["a.onnx"]).ShouldBe("old");
    }

    [Fact]
    public void Weights_BeyondTheLimit_AreWrittenIntoASecondFile()
    {
        ExportCase entry = Modes.Case("residual × 1, batch normalization", "Gaussian", "plain");
        using VaeTransformer model = entry.Create(new MLContext());
        using var folder = new TemporaryFolder();
        using (VaeModel.Lease lease = model.Model.Use())
        {
            ModelFileWriter writer = model.ExportOnnx(OnnxPart.Encoder, new OnnxOptions());
            writer.MostBytes = 1000;
            writer.Write(folder["a.onnx"]);
        }

        Directory.GetFiles(folder.FullName).Select(Path.GetFileName).Order().ShouldBe(["a.onnx", "a.onnx.data"]);
        using var run = new OnnxRun(folder["a.onnx"]);
        Difference.Of(run.Run(entry.Values, 0, 7), Difference.Read(model.Transform(entry.Data(7)), "Latent", "LogVariance"));
        if (PythonOnnx.SkipReason is null)
            PythonOnnx.Check(folder.FullName).ShouldBeNull();
    }

    [Fact]
    public void Encoder_InPlaceOfItsInput_IsNamedAsMlNetNamesOutputs()
    {
        ExportCase entry = Plain with { Columns = ExportCase.AllColumns with { Latent = ExportCase.Pixels } };
        using VaeTransformer model = entry.Create(new MLContext());
        using var run = new OnnxRun(model.Save(OnnxPart.Encoder));

        run.Outputs.Keys.ShouldContain($"{ExportCase.Pixels}.output");
        Difference.Of(run.Run(entry.Values, 0, 3), Difference.Read(model.Transform(entry.Data(3)), ExportCase.Pixels));
    }

    public static TheoryData<string, string> Priors => new()
    {
        { "Bernoulli", "plain" }, { "Gaussian", "codebook, 2 groups of 5 vectors" }, { "Mixed", "plain" }, { "Laplace", "numbers as condition" },
    };

    [Theory]
    [MemberData(nameof(Priors))]
    public void Prior_OfNoise_GivesLatentAndRow(string likelihood, string mode)
    {
        const int count = 40;
        ExportCase entry = Modes.Case("convolutional with dense layers", likelihood, mode);
        using VaeTransformer model = entry.Create(new MLContext());
        float[][] noise = [.. Enumerable.Range(0, count).Select(row => Normal(row, Fixtures.Networks.Latent))], slots = [.. Enumerable.Range(0, count).Select(row => Normal(row + 100, entry.Size))];
        using var run = new OnnxRun(model.Save(OnnxPart.Prior));

        Dictionary<string, double[][]> got = run.Run((column, row) => column switch
        {
            "Noise" => noise[row],
            "SlotNoise" => slots[row],
            _ => entry.Values(column, row),
        }, 0, count);

        using VaeModel.Lease lease = model.Model.Use();
        Tensor latent = model.Model.Network.Bottleneck.FromPrior(TensorValues.Matrix(noise)), input = latent;
        if (entry.Condition is not null)
            input = cat([latent, TensorValues.Matrix([.. Enumerable.Range(0, count).Select(row => (float[])entry.Values(ExportCase.Kind, row))])], 1);
        Tensor rows = model.Model.SampleImage(model.Model.Network.Decode(input), () => TensorValues.Matrix(slots));
        Difference.Of(got, new Dictionary<string, double[][]> { ["Latent"] = Arrays(latent), ["Sample"] = Arrays(rows) });
    }

    [Fact]
    public void Prior_OfAPlainAutoencoder_IsRefused()
    {
        using VaeTransformer model = Modes.Case("linear", "Gaussian", "autoencoder").Create(new MLContext());

        Should.Throw<InvalidOperationException>(() => model.Save(OnnxPart.Prior)).Message.ShouldStartWith(
            "OnnxPart.Prior cannot be exported to ONNX: the model is a plain autoencoder, which has no prior to draw from");
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        VaeTransformer model = Plain.Create(new MLContext());

        Should.Throw<ArgumentNullException>(() => model.SaveOnnx(null!, OnnxPart.Encoder));
        Should.Throw<ArgumentOutOfRangeException>(() => model.SaveOnnx("a.onnx", (OnnxPart)9));
        Should.Throw<DirectoryNotFoundException>(() => model.SaveOnnx("no such folder/a.onnx", OnnxPart.Encoder));
        model.Dispose();
        Should.Throw<ObjectDisposedException>(() => model.SaveOnnx("a.onnx", OnnxPart.Encoder));
    }

    /// <summary>784-400-20: 1,318,560 bytes of weights.</summary>
    [Fact]
    public void DefaultModel_TakesLessThanAKilobyteMoreThanItsWeights()
    {
        var architecture = new Microsoft.ML.Vae.Networks.VaeArchitecture(
            new Microsoft.ML.Vae.Networks.Plans.FullyConnectedPlan([400], [400], Activation.Relu), 784, 20);
        using VaeTransformer model = new ExportCase(architecture, Likelihood.Bernoulli) { IsByte = true }.Create(new MLContext());

        foreach ((OnnxPart part, string prefix) in new[] { (OnnxPart.Encoder, "encoder."), (OnnxPart.Decoder, "decoder.") })
        {
            long weights = 4 * model.Model.Network.state_dict().Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).Sum(entry => entry.Value.numel());
            (model.Save(part).Length - weights).ShouldBeInRange(0, 1024, part.ToString());
        }
    }

    private static float[] Normal(int row, int size)
    {
        var random = new Random(row);
        return [.. Enumerable.Range(0, size).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static double[][] Arrays(Tensor rows) => [.. TensorValues.ToDoubles(rows).Chunk((int)rows.size(1))];
}

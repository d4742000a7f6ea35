using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Vae.Tool.Data;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Tests.Commands;

[Collection(SharedModels.Name)]
public sealed class ExportCommandTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Export_WithoutParts_WritesAFileForEachAndSaysWhatItReads()
    {
        string output = Cli.Succeed("export", models.MNISTModel, "-o", _folder["m.onnx"]);

        Files().ShouldBe(["m.decoder.onnx", "m.encoder.onnx", "m.prior.onnx", "m.reconstruction.onnx", "m.score.onnx"]);
        output.ShouldContain("m.encoder.onnx (");
        output.ShouldMatch(@"m\.encoder\.onnx \(\d+ kB\): \w+ \(uint8, batch x 784\) -> \w+ \(float32, batch x 6\)");
        output.ShouldMatch(@"m\.prior\.onnx \(\d+ kB\): Noise \(float32, batch x 6\) -> ");
    }

    [Fact]
    public void Export_OnePart_ComputesInOnnxRuntimeWhatTheCommandEncodes()
    {
        using JsonDocument told = JsonDocument.Parse(Cli.Succeed("export", models.MNISTModel, "--part", "encoder", "-o", _folder["e.onnx"], "--json"));
        JsonElement file = told.RootElement.GetProperty("files").EnumerateArray().Single();
        (string input, string output) = (NameOf(file, "inputs"), NameOf(file, "outputs"));
        file.GetProperty("path").GetString().ShouldBe(_folder["e.onnx"]);
        file.GetProperty("bytes").GetInt64().ShouldBe(new FileInfo(_folder["e.onnx"]).Length);

        using LoadedModel model = LoadedModel.Load(new MLContext(), models.MNISTModel);
        IDataView rows = DataSet.Find(model.Context, models.MNIST).Open(model.Context, model, 3).View;
        byte[][] images = [.. rows.GetColumn<byte[]>(model.Vae.InputColumnName)];
        using var session = new InferenceSession(_folder["e.onnx"]);
        var pixels = new DenseTensor<byte>(images.SelectMany(image => image).ToArray(), [3, images[0].Length]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(input, pixels)], [output]);

        float[] expected = [.. model.Vae.Encode(rows).GetColumn<float[]>(model.Vae.OutputColumnName).SelectMany(latent => latent)];
        float[] latents = [.. results.Single().AsEnumerable<float>()];
        latents.Length.ShouldBe(expected.Length);
        for (int i = 0; i < latents.Length; i++)
            latents[i].ShouldBe(expected[i], 1e-5f * (1 + Math.Abs(expected[i])));

        static string NameOf(JsonElement file, string ports) => file.GetProperty(ports)[0].GetProperty("name").GetString()!;
    }

    [Fact]
    public void Export_InHalfPrecision_TakesHalfAsManyBytes()
    {
        Cli.Succeed("export", models.MNISTModel, "--part", "decoder", "-o", _folder["full.onnx"]);
        Cli.Succeed("export", models.MNISTModel, "--part", "decoder", "-o", _folder["half.onnx"], "--float16");

        ((double)new FileInfo(_folder["half.onnx"]).Length / new FileInfo(_folder["full.onnx"]).Length).ShouldBeInRange(0.45, 0.6);
    }

    [Theory]
    [InlineData("m.pt", "PK")]
    [InlineData("m.safetensors", "{\"")]
    public void Export_ToPyTorch_WritesTheWeights(string name, string magic)
    {
        Cli.Succeed("export", models.TableModel, "--to", "pytorch", "-o", _folder[name]).ShouldContain($"wrote {_folder[name]}");

        byte[] bytes = File.ReadAllBytes(_folder[name]);
        System.Text.Encoding.ASCII.GetString(bytes, magic == "PK" ? 0 : sizeof(long), 2).ShouldBe(magic);
    }

    [Fact]
    public void Export_PartThatTheModelLacks_IsLeftOutOrRefusedWithTheReason()
    {
        string model = _folder["plain.zip"];
        using (LoadedModel loaded = LoadedModel.Load(new MLContext(), models.MNISTModel))
        {
            IDataView rows = DataSet.Find(loaded.Context, models.MNIST).Open(loaded.Context, loaded, 40).View;
            using VaeTransformer plain = loaded.Context.Transforms.VariationalAutoencoder(new VaeOptions
            {
                OutputColumnName = "Latent",
                InputColumnName = loaded.Vae.InputColumnName,
                Objective = Objective.Autoencoder,
                Network = Network.FullyConnected([8]),
                LatentDimension = 2,
                Epochs = 1,
            }).Fit(rows);
            loaded.Context.Model.Save(plain, rows.Schema, model);
        }

        Cli.Outcome outcome = Cli.Run("export", model, "-o", _folder["p.onnx"]);

        outcome.ExitCode.ShouldBe(ExitCode.Success, outcome.Error);
        outcome.Error.ShouldContain("warning: prior is left out: OnnxPart.Prior cannot be exported to ONNX: the model is a plain autoencoder");
        Files().ShouldContain("p.encoder.onnx");
        Files().ShouldNotContain("p.prior.onnx");
        Cli.Fail("export", model, "--part", "prior", "-o", _folder["p.onnx"]).ShouldContain("which has no prior to draw from");
        Files().ShouldNotContain("p.onnx");
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.FullName, "*.onnx").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}

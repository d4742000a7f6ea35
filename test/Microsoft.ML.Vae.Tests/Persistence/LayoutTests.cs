using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>What other programs may rely on: the weights by safetensors' rules and PyTorch's names, the header by ML.NET's.</summary>
public class LayoutTests
{
    [Fact]
    public void Weights_ReadWithoutTheLibrary_HaveNamesShapesAndValues()
    {
        using TinyModel model = TinyModel.Create();
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]);
        Dictionary<string, Tensor> expected = model.Network.state_dict();

        file.TensorNames.ShouldBe(
        [
            "encoder.hidden.0.weight", "encoder.hidden.0.bias",
            "encoder.mean.weight", "encoder.mean.bias",
            "encoder.log_variance.weight", "encoder.log_variance.bias",
            "decoder.hidden.0.weight", "decoder.hidden.0.bias",
            "decoder.output.weight", "decoder.output.bias",
            "history.training",
        ]);
        foreach (string name in file.TensorNames.Intersect(expected.Keys))
        {
            file.Table[name]!["dtype"]!.GetValue<string>().ShouldBe("F32");
            (int[] shape, float[] values) = file.Tensor(name);
            shape.Select(size => (long)size).ShouldBe(expected[name].shape);
            values.ShouldBe(expected[name].data<float>().ToArray());
        }
    }

    [Fact]
    public void Weights_Bytes_FollowSafetensorsRules()
    {
        byte[] bytes = WeightsFile.Sample();
        int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        WeightsFile file = WeightsFile.Parse(bytes);

        (length % 8).ShouldBe(0);
        bytes[8].ShouldBe((byte)'{');
        Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' ').ShouldEndWith("}");
        long offset = 0;
        foreach (string name in file.TensorNames)
        {
            file.Table[name]!["data_offsets"]![0]!.GetValue<long>().ShouldBe(offset, name);
            offset = file.Table[name]!["data_offsets"]![1]!.GetValue<long>();
            offset.ShouldBeGreaterThan(0, name);
        }
        offset.ShouldBe(file.Payload.Length);
        file.Metadata.Select(text => text.Key).ShouldBe(["description", "description_sha256", "sha256"]);
        file.Metadata["sha256"]!.GetValue<string>().ShouldBe(WeightsFile.Hash(file.Payload));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Again")]
    public void DescriptionHash_WithTheColumns_CanBeRecomputed(string? reconstruction)
    {
        using TinyModel model = TinyModel.Create(reconstruction: reconstruction);
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]);

        file.Metadata["description_sha256"]!.GetValue<string>()
            .ShouldBe(WeightsFile.Hash(Encoding.UTF8.GetBytes($"{file.Metadata["description"]}\0Pixels\0Latent\0\0\0{reconstruction}\0\0\0\0\0\0\0\0vectors")));
    }

    [Fact]
    public void Description_OfAByteModelWithGaussianLikelihood_SaysEverything()
    {
        using TinyModel model = TinyModel.Create(torch.ScalarType.Byte, new PixelScaling(2.5f, 0.5f), Likelihood.Gaussian(0.25));
        JsonObject description = Description(model);

        description.ToJsonString().ShouldBe("""
            {"pixel_type":"byte","pixel_offset":2.5,"pixel_scale":0.5,"input_size":12,
            "network":{"kind":"fully_connected","encoder_sizes":[7],"decoder_sizes":[5],"activation":"relu"},
            "latent_dimension":3,"likelihood":{"kind":"gaussian","standard_deviation":0.25},"sample_seed":11,
            "anomaly_score":{"kind":"negative_elbo"},"epochs":0,"validated":false,
            "report":{"end":"all_epochs","weights_epoch":0,"steps":0,"rows":0,"duration_ticks":0,"seed":0,"threads":0,"score":"","options":{},"versions":{}}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Description_OfAFloatModelWithBernoulliLikelihood_SaysEverything()
    {
        using TinyModel model = TinyModel.Create();

        Description(model).ToJsonString().ShouldBe("""
            {"pixel_type":"single","pixel_offset":0,"pixel_scale":1,"input_size":12,
            "network":{"kind":"fully_connected","encoder_sizes":[7],"decoder_sizes":[5],"activation":"relu"},
            "latent_dimension":3,"likelihood":{"kind":"bernoulli"},"sample_seed":11,
            "anomaly_score":{"kind":"negative_elbo"},"epochs":0,"validated":false,
            "report":{"end":"all_epochs","weights_epoch":0,"steps":0,"rows":0,"duration_ticks":0,"seed":0,"threads":0,"score":"","options":{},"versions":{}}}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Description_OfAResidualAutoencoder_SaysEverything()
    {
        VaeOptions options = TestOptions.Tiny with
        {
            Image = new ImageLayout(3, 4, 1),
            Network = Network.Residual([2, 4], blocks: 3, Activation.LeakyRelu, Normalization.Batch),
            Objective = Objective.Autoencoder,
            HealthReport = false,
        };
        using VaeTransformer model = options.Fit(TestImages.View(40));
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model)[SavedModel.Weights]);
        string description = file.Metadata["description"]!.GetValue<string>();

        description.ShouldStartWith("""
            {"pixel_type":"single","pixel_offset":0,"pixel_scale":1,"input_size":12,
            "image":{"height":3,"width":4,"channels":1,"interleaved":false,"color_order":"ARGB"},
            "network":{"kind":"convolutional","channels":[2,4],"residual_blocks":3,"activation":"leaky_relu","normalization":"batch"},
            "latent_dimension":2,"latent":"deterministic","likelihood":{"kind":"bernoulli"},"sample_seed":3,
            "anomaly_score":{"kind":"excess"},"epochs":2,"validated":false
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Header_Bytes_AreAsMlNetWritesThem()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        byte[] bytes = SavedModel.Of(model.Transformer)[SavedModel.Header];

        Latin1(bytes, 0, 8).ShouldBe("ML\0MODEL");
        Latin1(bytes, 0x40, 8).ShouldBe("VAE\0XFRM");
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(0x48)).ShouldBe(0x00010001u);
        BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(0x4C)).ShouldBe(0x00010001u);
        Latin1(bytes, 0x50, 24).TrimEnd('\0').ShouldBe("VaeTransform");
        Latin1(bytes, 0x68, 24).Trim('\0').ShouldBeEmpty();
        // Input, latent, log-variance, latent sample, reconstruction, sample, score, predicted label, latent index, condition, p-value and
        // contributions: a text's number, -1 for none. Then whether reconstruction and sample are images.
        BodyEnd(bytes).ShouldBe(305);
        MemoryMarshal.Cast<byte, int>(bytes.AsSpan(256..304)).ToArray().ShouldBe([0, 1, -1, -1, 2, -1, -1, -1, -1, -1, -1, -1]);
        bytes[304].ShouldBe((byte)0);
        Utf16(bytes, 0x30).ShouldBe(TinyModel.Input + TinyModel.Mean + TinyModel.Reconstruction);
        int assembly = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(0x90));
        Encoding.Unicode.GetString(bytes, assembly, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(0x98)))
            .ShouldBe("Microsoft.ML.Vae, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null");
    }

    private static JsonObject Description(TinyModel model)
    {
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]);
        return JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
    }

    private static int BodyEnd(byte[] bytes) => 256 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(0x18));

    private static string Latin1(byte[] bytes, int offset, int count) => Encoding.Latin1.GetString(bytes, offset, count);

    private static string Utf16(byte[] bytes, int field) => Encoding.Unicode.GetString(
        bytes, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(field)), (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(field + 8)));
}

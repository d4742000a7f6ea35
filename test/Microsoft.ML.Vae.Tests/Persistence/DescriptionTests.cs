using System.Text.Json.Nodes;

namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "30")]
public class DescriptionTests
{
    [Theory]
    [InlineData("pixel_type", "\"double\"")]
    [InlineData("pixel_type", "\"Microsoft.ML.Evil, Evil\"")]
    [InlineData("pixel_type", "null")]
    [InlineData("pixel_scale", "0")]
    [InlineData("pixel_scale", "1e40")]
    [InlineData("pixel_offset", "\"NaN\"")]
    [InlineData("pixel_offset", "1e999")]
    [InlineData("input_size", "0")]
    [InlineData("input_size", "-12")]
    [InlineData("input_size", "13")]
    [InlineData("input_size", "2147483647")]
    [InlineData("input_size", "4294967308")]
    [InlineData("input_size", "12.5")]
    [InlineData("latent_dimension", "4")]
    [InlineData("latent_dimension", "0")]
    [InlineData("network.encoder_sizes", "[]")]
    [InlineData("network.encoder_sizes", "[7, 7]")]
    [InlineData("network.encoder_sizes", "[-7]")]
    [InlineData("network.encoder_sizes", "[65537]")]
    [InlineData("network.encoder_sizes", "null")]
    [InlineData("network.encoder_sizes", "7")]
    [InlineData("network.decoder_sizes", "[[5]]")]
    [InlineData("network.decoder_sizes", "[null]")]
    [InlineData("network.activation", "\"swish\"")]
    [InlineData("network.activation", "null")]
    [InlineData("network.kind", "\"custom\"")]
    [InlineData("network.kind", "\"convolutional\"")]
    [InlineData("network.kind", "\"Microsoft.ML.Evil, Evil\"")]
    [InlineData("network.code", "\"System.Diagnostics.Process\"")]
    [InlineData("network", "[]")]
    [InlineData("network", "null")]
    [InlineData("report", "null")]
    [InlineData("report.options", "null")]
    [InlineData("report.options", "[]")]
    [InlineData("report.options", "{\"\": \"1\"}")]
    [InlineData("report.options", "{\"Epochs\": null}")]
    [InlineData("report.options", "{\"Epochs\": 1}")]
    [InlineData("report.versions", "{\"a name that is far longer than any name that was ever given to an assembly\": \"1\"}")]
    [InlineData("report.duration_ticks", "-1")]
    [InlineData("report.duration_ticks", "9223372036854775808")]
    [InlineData("report.rows", "-1")]
    [InlineData("report.threads", "-1")]
    [InlineData("report.threads", "1.5")]
    [InlineData("report.seed", "2147483648")]
    [InlineData("report.score", "null")]
    [InlineData("report.more", "1")]
    [InlineData("latent", "\"deterministic\"")]
    [InlineData("latent", "\"quantized\"")]
    [InlineData("latent", "\"else\"")]
    [InlineData("likelihood", "\"bernoulli\"")]
    [InlineData("likelihood.kind", "\"poisson\"")]
    [InlineData("likelihood.kind", "\"gaussian\"")]
    [InlineData("likelihood.standard_deviation", "1")]
    [InlineData("likelihood.standard_deviation", "-1")]
    [InlineData("code", "\"System.Diagnostics.Process\"")]
    public void Read_BadMember_Refused(string member, string value) =>
        ModelFormatAssert.Refused(With(description => Parent(description, member)[Leaf(member)] = JsonNode.Parse(value))).ShouldStartWith("The saved model is damaged: ");

    [Theory]
    [InlineData("pixel_type")]
    [InlineData("pixel_offset")]
    [InlineData("pixel_scale")]
    [InlineData("input_size")]
    [InlineData("network")]
    [InlineData("network.kind")]
    [InlineData("network.encoder_sizes")]
    [InlineData("network.decoder_sizes")]
    [InlineData("network.activation")]
    [InlineData("latent_dimension")]
    [InlineData("likelihood")]
    [InlineData("likelihood.kind")]
    [InlineData("report")]
    [InlineData("report.end")]
    [InlineData("report.rows")]
    [InlineData("report.duration_ticks")]
    [InlineData("report.seed")]
    [InlineData("report.threads")]
    [InlineData("report.score")]
    [InlineData("report.options")]
    [InlineData("report.versions")]
    public void Read_MissingMember_Refused(string member) =>
        ModelFormatAssert.Refused(With(description => Parent(description, member).Remove(Leaf(member)))).ShouldContain("description");

    [Theory]
    [InlineData("options", 65, 5, 5)]
    [InlineData("versions", 65, 5, 5)]
    [InlineData("options", 1, 65, 5)]
    [InlineData("options", 1, 5, 501)]
    public void Read_ReportWithTooManyOrTooLongTexts_Refused(string member, int count, int name, int text)
    {
        var texts = new JsonObject(Enumerable.Range(0, count).Select(i =>
            KeyValuePair.Create(i.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(name), (JsonNode?)new string('x', text))));

        ModelFormatAssert.Refused(With(description => description["report"]![member] = texts)).ShouldContain("description: a report of ");
    }

    [Theory]
    [InlineData("network.channels", "[]")]
    [InlineData("network.channels", "[2, 0]")]
    [InlineData("network.channels", "[2, 5000]")]
    [InlineData("network.channels", "[2]")]
    [InlineData("network.channels", "[2, 4, 4]")]
    [InlineData("network.channels", "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]")]
    [InlineData("network.channels", "[4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096]")]
    [InlineData("network.residual_blocks", "-1")]
    [InlineData("network.residual_blocks", "0")]
    [InlineData("network.residual_blocks", "17")]
    [InlineData("network.residual_blocks", "null")]
    [InlineData("network.normalization", "\"none\"")]
    [InlineData("network.normalization", "\"group\"")]
    [InlineData("network.normalization", "\"layer\"")]
    [InlineData("network.activation", "null")]
    [InlineData("network.kind", "\"fully_connected\"")]
    [InlineData("image", "null")]
    [InlineData("image.height", "4")]
    [InlineData("image.channels", "2")]
    [InlineData("image.width", "-4")]
    [InlineData("image.color_order", "\"RGB\"")]
    [InlineData("image.color_order", "\"0\"")]
    public void Read_BadMemberOfAPictureNetwork_Refused(string member, string value) =>
        ModelFormatAssert.Refused(With(PictureNetwork(), description => Parent(description, member)[Leaf(member)] = JsonNode.Parse(value)))
            .ShouldStartWith("The saved model is damaged: ");

    [Fact]
    public void Read_PictureNetworkAsItWasWritten_IsAccepted() => WeightsFile.Read(With(PictureNetwork(), _ => { })).Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"input_size\":12,\"input_size\":12}")]
    public void Read_NoDescriptionButOtherText_Refused(string text)
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        file.Metadata["description"] = text;

        ModelFormatAssert.Refused(file.ToBytes()).ShouldContain("description");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(null)]
    public void Read_DescriptionIsNoText_Refused(int? value)
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        file.Metadata["description"] = value;

        ModelFormatAssert.Refused(file.ToBytes());
    }

    [Fact]
    public void Read_NoDescription_Refused()
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        file.Metadata.Remove("description");

        ModelFormatAssert.Refused(file.ToBytes()).ShouldContain("'description' is missing");
    }

    [Fact]
    public void Read_NoMetadata_Refused()
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        file.Table.Remove("__metadata__");

        ModelFormatAssert.Refused(WeightsFile.Compose(file.Table.ToJsonString(), file.Payload)).ShouldContain("hash");
    }

    private static byte[] PictureNetwork()
    {
        VaeOptions options = TestOptions.Tiny with
        {
            Image = new ImageLayout(3, 4, 1),
            Network = Network.Residual([2, 4], normalization: Normalization.Batch),
            Epochs = 1,
        };
        using VaeTransformer model = options.Fit(TestImages.View(20));
        return SavedModel.Of(model)[SavedModel.Weights];
    }

    /// <summary>The object that holds a member, which may be named with a dot.</summary>
    private static JsonObject Parent(JsonObject description, string member) =>
        member.Contains('.') ? description[member[..member.IndexOf('.')]]!.AsObject() : description;

    private static string Leaf(string member) => member[(member.IndexOf('.') + 1)..];

    private static byte[] With(Action<JsonObject> change) => With(WeightsFile.Sample(), change);

    private static byte[] With(byte[] weights, Action<JsonObject> change)
    {
        WeightsFile file = WeightsFile.Parse(weights);
        JsonObject description = JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        change(description);
        file.Metadata["description"] = description.ToJsonString();
        return file.ToBytes();
    }
}

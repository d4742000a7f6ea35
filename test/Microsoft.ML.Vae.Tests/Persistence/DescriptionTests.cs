using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

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
    [InlineData("encoder_sizes", "[]")]
    [InlineData("encoder_sizes", "[7, 7]")]
    [InlineData("encoder_sizes", "[-7]")]
    [InlineData("encoder_sizes", "null")]
    [InlineData("encoder_sizes", "7")]
    [InlineData("decoder_sizes", "[[5]]")]
    [InlineData("decoder_sizes", "[null]")]
    [InlineData("likelihood", "\"poisson\"")]
    [InlineData("likelihood", "\"gaussian\"")]
    [InlineData("standard_deviation", "1")]
    [InlineData("standard_deviation", "-1")]
    [InlineData("code", "\"System.Diagnostics.Process\"")]
    public void Read_BadMember_Refused(string member, string value) =>
        ModelFormatAssert.Refused(With(description => description[member] = JsonNode.Parse(value))).ShouldStartWith("The saved model is damaged: ");

    [Theory]
    [InlineData("pixel_type")]
    [InlineData("pixel_offset")]
    [InlineData("pixel_scale")]
    [InlineData("input_size")]
    [InlineData("encoder_sizes")]
    [InlineData("latent_dimension")]
    [InlineData("decoder_sizes")]
    [InlineData("likelihood")]
    public void Read_MissingMember_Refused(string member) =>
        ModelFormatAssert.Refused(With(description => description.Remove(member))).ShouldContain("description");

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

    private static byte[] With(Action<JsonObject> change)
    {
        WeightsFile file = WeightsFile.Parse(WeightsFile.Sample());
        JsonObject description = JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        change(description);
        file.Metadata["description"] = description.ToJsonString();
        return file.ToBytes();
    }
}

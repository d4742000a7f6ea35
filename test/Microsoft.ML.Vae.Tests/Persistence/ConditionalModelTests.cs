using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "30")]
public class ConditionalModelTests
{
    private static readonly ColumnLayout _names = new() { Input = TinyModel.Input, Latent = TinyModel.Mean, Condition = ConditionedImages.Column };

    public static TheoryData<string, int> Conditions => new() { { "Key", 3 }, { "Single", 1 }, { "Vector", 4 } };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void SaveAndLoad_AnyCondition_KeepsNameKindAndSize(string kind, int size)
    {
        var condition = new ConditionColumn(ConditionedImages.Column, Enum.Parse<ConditionKind>(kind), size);
        using TinyModel model = TinyModel.Create(_names, condition: condition);
        SavedModel saved = SavedModel.Of(model.Transformer);

        using var loaded = (VaeTransformer)saved.Load();

        loaded.Model.Input.Condition.ShouldBe(condition);
        loaded.ConditionColumnName.ShouldBe(ConditionedImages.Column);
        SavedModel.Of(loaded).ShouldEqual(saved);
    }

    [Theory]
    [InlineData("kind", "\"word\"")]
    [InlineData("kind", "\"Key\"")]
    [InlineData("kind", "null")]
    [InlineData("kind", "0")]
    [InlineData("kind", "\"single\"")]          // of 3 numbers
    [InlineData("size", "0")]
    [InlineData("size", "-3")]
    [InlineData("size", "2")]                   // where the weights have 3
    [InlineData("size", "4097")]
    [InlineData("size", "2147483647")]
    [InlineData("size", "4294967299")]
    [InlineData("size", "null")]
    [InlineData("more", "1")]
    public void Load_BadMemberOfTheCondition_Refused(string member, string value) =>
        Refused(description => description["condition"]![member] = JsonNode.Parse(value)).ShouldStartWith("The saved model is damaged: ");

    [Fact]
    public void Load_ConditionDropped_Refused()
    {
        Refused(description => description.Remove("condition")).ShouldStartWith("The saved model is damaged: ");
        Refused(description => description["condition"] = JsonNode.Parse("[]")).ShouldStartWith("The saved model is damaged: ");
        Refused(description => description["condition"]!.AsObject().Remove("size")).ShouldStartWith("The saved model is damaged: ");
    }

    [Fact]
    public void Load_ConditionColumnRenamed_Refused()
    {
        using TinyModel model = TinyModel.Create(_names, condition: ConditionedImages.Condition);
        SavedModel saved = SavedModel.Of(model.Transformer);
        byte[] header = [.. saved[SavedModel.Header]];
        int at = header.AsSpan().IndexOf(Encoding.Unicode.GetBytes(ConditionedImages.Column));
        at.ShouldBeGreaterThan(0);
        header[at] ^= 1;
        saved[SavedModel.Header] = header;

        ModelFormatAssert.Refused(saved).ShouldContain("Model.key");
    }

    /// <summary>The two names are hashed in their places.</summary>
    [Fact]
    public void Load_NameMovedFromConditionToIndex_Refused()
    {
        using TinyModel conditional = TinyModel.Create(_names, condition: ConditionedImages.Condition);
        using TinyModel quantized = TinyModel.Create(_names with { Condition = null, LatentIndex = ConditionedImages.Column }, codebook: new(5, 1));
        SavedModel saved = SavedModel.Of(conditional.Transformer);
        saved[SavedModel.Header] = SavedModel.Of(quantized.Transformer)[SavedModel.Header];

        ModelFormatAssert.Refused(saved).ShouldContain("description or Model.key");
    }

    private static string Refused(Action<JsonObject> change)
    {
        using TinyModel model = TinyModel.Create(_names, condition: ConditionedImages.Condition);
        SavedModel saved = SavedModel.Of(model.Transformer);
        WeightsFile file = WeightsFile.Parse(saved[SavedModel.Weights]);
        JsonObject description = JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        change(description);
        file.Metadata["description"] = description.ToJsonString();
        saved[SavedModel.Weights] = file.ToBytes(condition: ConditionedImages.Column);
        return ModelFormatAssert.Refused(saved);
    }
}

using System.Text.Json.Nodes;
using Microsoft.ML.Vae.Columns;

namespace Microsoft.ML.Vae.Tests.Persistence;

[Trait("case", "30")]
public class QuantizedModelTests
{
    [Theory]
    [InlineData(5, 1)]
    [InlineData(4, 3)]
    public void SaveAndLoad_AnyCodebook_SameOutputsAndBytes(int vectors, int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors, groups, ConditionedImages.Condition);
        SavedModel saved = SavedModel.Of(model.Transformer);
        using var loaded = (VaeTransformer)saved.Load();

        loaded.LatentIndexColumnName.ShouldBe(QuantizedColumns.Index);
        loaded.ConditionColumnName.ShouldBe(ConditionedImages.Column);
        loaded.NetworkSummary.ShouldBe(model.Transformer.NetworkSummary);
        loaded.GetOutputSchema(ConditionedImages.View(1).Schema).Select(column => column.Name)
            .ShouldBe(["Number", TinyModel.Input, ConditionedImages.Column, .. QuantizedColumns.InOrder]);
        IDataView got = loaded.Transform(ConditionedImages.View(300)), expected = model.Transformer.Transform(ConditionedImages.View(300));
        foreach (string column in new[] { TinyModel.Mean, TinyModel.Reconstruction, AllColumns.Sample })
            got.Vectors(column).ShouldBe(expected.Vectors(column), column);
        got.Values<float>(AllColumns.Score).ShouldBe(expected.Values<float>(AllColumns.Score));
        got.Schema[QuantizedColumns.Index].Type.ShouldBe(expected.Schema[QuantizedColumns.Index].Type);
        loaded.Evaluate(ConditionedImages.View(300)).CodebookPerplexity.ShouldBe(model.Transformer.Evaluate(ConditionedImages.View(300)).CodebookPerplexity);
        loaded.Sample(5, seed: 1, condition: [2]).Vectors(AllColumns.Sample).ShouldBe(model.Transformer.Sample(5, seed: 1, condition: [2]).Vectors(AllColumns.Sample));
        SavedModel.Of(loaded).ShouldEqual(saved);
    }

    [Theory]
    [InlineData("codebook_groups", "2")]        // of 3 latent dimensions
    [InlineData("codebook_groups", "0")]
    [InlineData("codebook_groups", "-1")]
    [InlineData("codebook_groups", "6")]
    [InlineData("codebook_groups", "null")]
    [InlineData("codebook_groups", "1.5")]
    [InlineData("codebook_vectors", "1")]
    [InlineData("codebook_vectors", "6")]       // of which the file has 5
    [InlineData("codebook_vectors", "-5")]
    [InlineData("codebook_vectors", "65537")]
    [InlineData("codebook_vectors", "2147483648")]
    [InlineData("codebook_vectors", "null")]
    [InlineData("latent", "\"gaussian\"")]
    [InlineData("latent", "\"deterministic\"")]
    [InlineData("latent", "\"Quantized\"")]
    [InlineData("latent", "null")]
    [InlineData("latent", "2")]
    public void Load_BadMember_Refused(string member, string value) =>
        Refused(file => Describe(file, description => description[member] = JsonNode.Parse(value))).ShouldStartWith("The saved model is damaged: ");

    /// <summary>Three groups divide the three dimensions, but the vectors in the file are not of that size.</summary>
    [Fact]
    public void Load_GroupsThatTheTensorsDoNotHave_Refused() =>
        Refused(file => Describe(file, description => description["codebook_groups"] = 3)).ShouldContain("codebook.vectors");

    [Theory]
    [InlineData("codebook.vectors")]
    [InlineData("codebook.counts")]
    [InlineData("codebook.sums")]
    public void Load_CodebookTensorMissing_NamesIt(string name) => Refused(file => Remove(file, name)).ShouldContain(name);

    [Fact]
    public void Load_NumbersThatAreNotFinite_Refused() => Refused(file =>
        BitConverter.TryWriteBytes(file.Payload.AsSpan(Offsets(file, "codebook.vectors").Begin), float.NaN).ShouldBeTrue()).ShouldContain("codebook.vectors");

    /// <summary>Model.key asks for a column that the weights cannot fill.</summary>
    [Fact]
    public void Load_IndexColumnWithoutACodebook_Refused()
    {
        using TinyModel model = TinyModel.Create(QuantizedColumns.Names with { PredictedLabel = null }, codebook: new(5, 1));
        using TinyModel plain = TinyModel.Create();
        SavedModel saved = SavedModel.Of(model.Transformer);
        saved[SavedModel.Weights] = SavedModel.Of(plain.Transformer)[SavedModel.Weights];

        ModelFormatAssert.Refused(saved).ShouldContain("description or Model.key");
    }

    private static string Refused(Action<WeightsFile> change)
    {
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean }, codebook: new(5, 1));
        SavedModel saved = SavedModel.Of(model.Transformer);
        WeightsFile file = WeightsFile.Parse(saved[SavedModel.Weights]);
        change(file);
        saved[SavedModel.Weights] = file.ToBytes();
        return ModelFormatAssert.Refused(saved);
    }

    /// <summary>With its bytes, so that those of the other tensors still follow one another.</summary>
    private static void Remove(WeightsFile file, string name)
    {
        (int begin, int end) = Offsets(file, name);
        file.Table.Remove(name);
        file.Payload = [.. file.Payload[..begin], .. file.Payload[end..]];
        foreach (string other in file.TensorNames.Where(other => Offsets(file, other).Begin >= end).ToList())
        {
            (int from, int to) = Offsets(file, other);
            file.Table[other]!["data_offsets"] = new JsonArray(from - (end - begin), to - (end - begin));
        }
    }

    private static (int Begin, int End) Offsets(WeightsFile file, string name)
    {
        JsonNode offsets = file.Table[name]!["data_offsets"]!;
        return (offsets[0]!.GetValue<int>(), offsets[1]!.GetValue<int>());
    }

    private static void Describe(WeightsFile file, Action<JsonObject> change)
    {
        JsonObject description = JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        change(description);
        file.Metadata["description"] = description.ToJsonString();
    }
}

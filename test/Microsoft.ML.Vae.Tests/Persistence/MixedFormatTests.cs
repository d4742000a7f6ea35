using System.Text.Json.Nodes;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>Parts, their scaling and groups of contributions in a file.</summary>
public class MixedFormatTests
{
    private static readonly MixedLikelihood _mixed = new((SlotPart[])[
        new(SlotKind.Number, 0, 5, "Amounts"), new(SlotKind.Category, 5, 4, "Country"),
        new(SlotKind.Flag, 9, 2, ""), new(SlotKind.Number, 11, 1, "Age") { StandardDeviation = 0.5 }]);

    [Fact]
    public void Save_Parts_WritesTheirColumnsAndSizes()
    {
        JsonObject description = Description(File());

        description["likelihood"]!.ToJsonString().ShouldBe("""
            {"kind":"mixed","parts":[{"kind":"number","slots":5,"column":"Amounts"},{"kind":"category","slots":4,"column":"Country"},{"kind":"flag","slots":2,"column":""},{"kind":"number","slots":1,"column":"Age","standard_deviation":0.5}]}
            """);
        description["standardized"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Read_WhatWasSaved_HasTheSamePartsScalingAndVariances()
    {
        using VaeModel model = WeightsFile.Read(File().ToBytes());

        model.Likelihood.ToString().ShouldBe(_mixed.ToString());
        model.Input.Slots!.Offsets.ShouldBe(Enumerable.Range(0, 12).Select(i => (float)i));
        model.Input.Slots.Scales.ShouldBe(Enumerable.Range(1, 12).Select(i => (float)i));
        model.Network.state_dict()["decoder.log_variance.bias"].shape.ShouldBe([12]);
    }

    [Theory, Trait("case", "30")]
    [InlineData("$.parts[0].slots", "0")]
    [InlineData("$.parts[0].slots", "6")]
    [InlineData("$.parts[0].slots", "4")]
    [InlineData("$.parts[0].slots", "2147483647")]
    [InlineData("$.parts[0].kind", "\"text\"")]
    [InlineData("$.parts[0].column", null)]
    [InlineData("$.parts[0].standard_deviation", "0")]
    [InlineData("$.parts[1].standard_deviation", "1")]
    [InlineData("$.parts[3].standard_deviation", "1e9")]
    [InlineData("$.parts[0].other", "1")]
    [InlineData("$.parts", "[]")]
    [InlineData("$.parts", "[null]")]
    [InlineData("$.parts", null)]
    [InlineData("$.kind", "\"bernoulli\"")]
    public void Read_BadParts_AreRefused(string path, string? value)
    {
        WeightsFile file = File();
        JsonObject description = Description(file), likelihood = description["likelihood"]!.AsObject();
        string[] steps = path.Split('.')[1..];
        JsonObject owner = steps.Length == 1 ? likelihood : likelihood["parts"]![steps[0][6] - '0']!.AsObject();
        owner.Remove(steps[^1]);
        if (value is not null)
            owner[steps[^1]] = JsonNode.Parse(value);
        file.Metadata["description"] = description.ToJsonString();

        ModelFormatAssert.Refused(file.ToBytes()).ShouldStartWith("The saved model is damaged: ");
    }

    [Theory, Trait("case", "30")]
    [InlineData("standardized", "false", "tensor 'input.scaling'")]
    [InlineData("pixel_type", "\"byte\"", "standardized slots of pixel type 'byte'")]
    [InlineData("input_size", "13", "parts that do not hold 13 slots")]
    public void Read_ScalingThatDoesNotFit_IsRefused(string member, string value, string message)
    {
        WeightsFile file = File();
        JsonObject description = Description(file);
        description[member] = JsonNode.Parse(value);
        file.Metadata["description"] = description.ToJsonString();

        ModelFormatAssert.Refused(file.ToBytes()).ShouldContain(message);
    }

    [Theory, Trait("case", "30")]
    [InlineData("""["A","B"]""", "[6,7]")]
    [InlineData("""["A"]""", "[6,6]")]
    [InlineData("""["A","B"]""", "[12,0]")]
    [InlineData("""["A",null]""", "[6,6]")]
    [InlineData("""["A"]""", null)]
    [InlineData(null, "[12]")]
    public void Read_GroupsThatDoNotFit_AreRefused(string? columns, string? slots)
    {
        WeightsFile file = File();
        JsonObject description = Description(file), score = description["anomaly_score"]!.AsObject();
        if (columns is not null)
            score["contribution_columns"] = JsonNode.Parse(columns);
        if (slots is not null)
            score["contribution_slots"] = JsonNode.Parse(slots);
        file.Metadata["description"] = description.ToJsonString();

        ModelFormatAssert.Refused(file.ToBytes()).ShouldContain("columns for 12 slots");
    }

    [Fact]
    public void Save_Groups_AreReadAgain()
    {
        var groups = new ContributionGroups(["A", "B"], [5, 7]);
        using TinyModel model = TinyModel.Create(
            new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean, ScoreContributions = "Reasons" },
            outcome: Outcomes.Of(threshold: null) with { Scoring = new Scoring(AnomalyScore.Excess) { Groups = groups } });

        using VaeTransformer loaded = SavedModel.Of(model.Transformer).Load().ShouldBeOfType<VaeTransformer>();

        DataViewSchema.Column column = loaded.Transform(TestImages.View(3)).Schema["Reasons"];
        Tables.MixedFitTests.Names(column).ShouldBe(["A", "B"]);
        loaded.Transform(TestImages.View(3)).Vectors("Reasons").ShouldBe(model.Transformer.Transform(TestImages.View(3)).Vectors("Reasons"));
    }

    private static WeightsFile File()
    {
        using TinyModel model = TinyModel.Create(likelihood: _mixed);
        model.Transformer.Model.Input = model.Transformer.Model.Input with
        {
            Slots = new SlotScaling([.. Enumerable.Range(0, 12).Select(i => (float)i)], [.. Enumerable.Range(1, 12).Select(i => (float)i)]),
        };
        return WeightsFile.Parse(SavedModel.Of(model.Transformer)[SavedModel.Weights]);
    }

    private static JsonObject Description(WeightsFile file) => JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
}

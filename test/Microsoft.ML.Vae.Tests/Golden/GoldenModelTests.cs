using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Tests.Persistence;

namespace Microsoft.ML.Vae.Tests.Golden;

[Trait("case", "35")]
public class GoldenModelTests
{
    private const string Newest = "format-1.0";
    private const string MakeFiles = "VAE_MAKE_GOLDEN";   // 1: makes the files of the newest format that are not there

    public static TheoryData<string> Models => [.. Names()];

    public static TheoryData<string> Fits => [.. GoldenFits.All.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_ModelOfAnEarlierVersion_GivesTheSameOutputs(string name)
    {
        using VaeTransformer model = Load(name);
        GoldenOutputs expected = GoldenOutputs.Read(PathOf(name + ".json"));
        GoldenOutputs got = GoldenOutputs.Of(model);

        got.Columns.Keys.ShouldBe(expected.Columns.Keys);
        foreach ((string column, float[][] values) in expected.Columns)
        {
            int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => column != model.PredictedLabelColumnName || IsClear(row))];
            rows.ShouldNotBeEmpty(column);
            Compare(column, [.. rows.Select(row => got.Columns[column][row])], [.. rows.Select(row => values[row])]);
        }
        got.HistoryLosses.ShouldBe(expected.HistoryLosses);

        // A threshold is the score of a row, whose label another processor's rounding may turn.
        bool IsClear(int row) => new[] { model.ScoreThreshold, model.LowerScoreThreshold }
            .All(threshold => threshold is not { } limit || Math.Abs(expected.Columns[model.ScoreColumnName!][row][0] - limit) > 1e-4f * (1 + Math.Abs(limit)));
    }

    /// <summary>What a later version writes otherwise is a new format, and needs files of its own.</summary>
    [Theory]
    [MemberData(nameof(Fits))]
    public void Save_TheSameFit_HasTheNewestFormat(string fit)
    {
        string name = $"{Newest}-{fit}";
        using VaeTransformer model = GoldenFits.Run(GoldenFits.All[fit]);
        if (Environment.GetEnvironmentVariable(MakeFiles) == "1" && !File.Exists(PathOf(name + ".zip")))
            Make(name, model);

        SavedModel got = SavedModel.Of(model, GoldenRows.View(new MLContext()).Schema), expected = Read(name);

        got.Entries.Keys.ShouldBe(expected.Entries.Keys, ignoreOrder: true);
        Version(got).ShouldBe(Version(expected));
        got[SavedModel.Header].Length.ShouldBe(expected[SavedModel.Header].Length);
        WeightsFile weights = WeightsFile.Parse(got[SavedModel.Weights]), golden = WeightsFile.Parse(expected[SavedModel.Weights]);
        weights.TensorNames.ShouldBe(golden.TensorNames);
        Members(weights).ShouldBe(Members(golden));
    }

    [Fact]
    public void Folder_HoldsEveryModelOfEveryFormat() => Names().ShouldBe(["format-1.0-quantized", "format-1.0-residual"]);

    [Theory]
    [MemberData(nameof(Models))]
    public void Header_OfEachModel_HasTheVersionOfItsFormat(string name) => Version(Read(name)).ShouldBe(0x00010001u);

    [Fact]
    public void Load_Residual_HasTheNetworkThatWasSaved()
    {
        using VaeTransformer model = Load("format-1.0-residual");
        ConvolutionalPlan plan = model.Model.Network.Architecture.Plan.ShouldBeOfType<ConvolutionalPlan>();

        plan.Channels.ShouldBe([6, 12]);
        (plan.ResidualBlocks, plan.Activation, plan.Normalization).ShouldBe((1, Activation.Silu, Normalization.Batch));
        model.Model.Input.Layout.ShouldBe(new ImageLayout(3, 5) { InterleavePixelColors = true });
    }

    [Fact]
    public void Load_Quantized_HasItsCodebookConditionAndReport()
    {
        using VaeTransformer model = Load("format-1.0-quantized");

        (model.LatentIndexColumnName, model.ConditionColumnName).ShouldBe(("LatentIndex", GoldenRows.Kind));
        model.Evaluate(GoldenRows.View(new MLContext())).CodebookPerplexity!.Value.ShouldBeInRange(1, 6);
        (model.Report.End, model.Report.Steps).ShouldBe((TrainingStopReason.AllEpochs, 16));
    }

    private static void Make(string name, VaeTransformer model)
    {
        var context = new MLContext();
        context.Model.Save(model, GoldenRows.View(context).Schema, PathOf(name + ".zip"));
        GoldenOutputs.Of(model).Write(PathOf(name + ".json"));
    }

    private static VaeTransformer Load(string name)
    {
        ITransformer loaded = new MLContext().Model.Load(PathOf(name + ".zip"), out DataViewSchema schema);
        schema.Select(column => column.Name).ShouldBe([GoldenRows.Pixels, GoldenRows.Kind]);
        return loaded.ShouldBeOfType<VaeTransformer>();
    }

    private static SavedModel Read(string name) => SavedModel.Read(File.ReadAllBytes(PathOf(name + ".zip")));

    private static uint Version(SavedModel saved) => BinaryPrimitives.ReadUInt32LittleEndian(saved[SavedModel.Header].AsSpan(0x48));

    private static List<string> Members(WeightsFile file)
    {
        JsonObject description = JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        return [.. description.Select(member => member.Key), .. description["report"]!.AsObject().Select(member => member.Key)];
    }

    private static void Compare(string column, float[][] got, float[][] expected)
    {
        got.Length.ShouldBe(expected.Length, column);
        foreach ((float a, float b) in got.SelectMany(row => row).Zip(expected.SelectMany(row => row)))
            Math.Abs(a - b).ShouldBeLessThanOrEqualTo(1e-5f * (1 + Math.Abs(b)), column);
    }

    private static string[] Names() => [.. Directory.GetFiles(Folder(), "*.zip").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static string PathOf(string file) => Path.Combine(Folder(), file);

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../golden"));
}

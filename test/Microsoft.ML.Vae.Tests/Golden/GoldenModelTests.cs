using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Tests.Golden;

[Trait("case", "35")]
public class GoldenModelTests
{
    public static TheoryData<string> Models => [.. Names()];

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_ModelOfAnEarlierVersion_GivesTheSameOutputs(string name)
    {
        ITransformer loaded = new MLContext().Model.Load(Path.Combine(Folder(), name + ".zip"), out DataViewSchema schema);
        schema.ShouldHaveSingleItem().Name.ShouldBe("Pixels");
        using VaeTransformer model = loaded.ShouldBeOfType<VaeTransformer>();
        GoldenOutputs expected = GoldenOutputs.Read(Path.Combine(Folder(), name + ".json"));
        GoldenOutputs got = GoldenOutputs.Of(model);

        Compare(got.Latent, expected.Latent);
        Compare(got.LogVariance, expected.LogVariance);
        Compare(got.LatentSample, expected.LatentSample);
        Compare(got.Reconstruction, expected.Reconstruction);
        Compare(got.Sample, expected.Sample);
        Compare([got.Score], [expected.Score]);
        got.PredictedLabel.ShouldBe(expected.PredictedLabel);
        got.HistoryLosses.ShouldBe(expected.HistoryLosses);
    }

    /// <summary>Its Model.key ends before the names of both.</summary>
    [Fact]
    public void Load_FirstFormat_HasNeitherCodebookNorCondition()
    {
        using var model = (VaeTransformer)new MLContext().Model.Load(Path.Combine(Folder(), "format-1.1.zip"), out _);

        model.LatentIndexColumnName.ShouldBeNull();
        model.ConditionColumnName.ShouldBeNull();
        model.Evaluate(GoldenRows.View(new MLContext())).CodebookPerplexity.ShouldBeNull();
    }

    [Fact]
    public void Folder_HoldsEveryFormat() => Names().ShouldBe(["format-1.1", "format-1.2"]);

    [Theory]
    [InlineData("format-1.1", 0x00010001u)]
    [InlineData("format-1.2", 0x00010002u)]
    public void Header_OfEachModel_HasTheVersionOfItsFormat(string name, uint version)
    {
        SavedModel saved = SavedModel.Read(File.ReadAllBytes(Path.Combine(Folder(), name + ".zip")));

        BinaryPrimitives.ReadUInt32LittleEndian(saved[SavedModel.Header].AsSpan(0x48)).ShouldBe(version);
    }

    [Fact]
    public void Load_FirstFormat_IsFullyConnectedWithRectifiers() =>
        NetworkOf("format-1.1").ShouldBeOfType<FullyConnectedPlan>().Activation.ShouldBe(Activation.Relu);

    [Fact]
    public void Load_SecondFormat_HasTheNetworkThatWasSaved()
    {
        ConvolutionalPlan layers = NetworkOf("format-1.2").ShouldBeOfType<ConvolutionalPlan>();

        layers.Channels.ShouldBe([6, 12]);
        (layers.ResidualBlocks, layers.Activation, layers.Normalization).ShouldBe((1, Activation.Silu, Normalization.Batch));
        layers.Picture.ShouldBe(new ImageLayout(3, 5) { InterleavePixelColors = true });
    }

    private static NetworkPlan NetworkOf(string name)
    {
        using VaeTransformer model = new MLContext().Model.Load(Path.Combine(Folder(), name + ".zip"), out _).ShouldBeOfType<VaeTransformer>();
        return model.Model.Network.Architecture.Plan;
    }

    private static void Compare(float[][] got, float[][] expected)
    {
        got.Length.ShouldBe(expected.Length);
        foreach ((float a, float b) in got.SelectMany(row => row).Zip(expected.SelectMany(row => row)))
            Math.Abs(a - b).ShouldBeLessThanOrEqualTo(1e-5f * (1 + Math.Abs(b)));
    }

    private static string[] Names() => [.. Directory.GetFiles(Folder(), "*.zip").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../golden"));
}

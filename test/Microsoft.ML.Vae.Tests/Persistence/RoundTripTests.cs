using Microsoft.ML.Data;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Persistence;

public class RoundTripTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void SaveAndLoad_AnyModel_SameOutputsNamesAndMetrics(bool bytes, bool gaussian)
    {
        using TinyModel model = TinyModel.Create(
            bytes ? torch.ScalarType.Byte : torch.ScalarType.Float32,
            bytes ? new PixelScaling(1.5f, 0.0039f) : null,
            gaussian ? Likelihood.Gaussian(0.3) : Likelihood.Bernoulli,
            reconstruction: TinyModel.Reconstruction);
        ScriptedView data = bytes
            ? new ScriptedView(300).AddVector(TinyModel.Input, NumberDataViewType.Byte, 12, row => TestImages.Dense(BrightBytes(row)))
            : TestImages.View(300);

        using VaeTransformer loaded = SavedModel.Of(model.Transformer).Load().ShouldBeOfType<VaeTransformer>();

        loaded.InputColumnName.ShouldBe(TinyModel.Input);
        loaded.OutputColumnName.ShouldBe(TinyModel.Mean);
        loaded.ReconstructionColumnName.ShouldBe(TinyModel.Reconstruction);
        loaded.LatentDimension.ShouldBe(TinyModel.Latent);
        foreach (string column in new[] { TinyModel.Mean, TinyModel.Reconstruction })
            loaded.Transform(data).Vectors(column).ShouldBe(model.Transformer.Transform(data).Vectors(column));
        loaded.Evaluate(data, 1).NegativeElbo.ShouldBe(model.Transformer.Evaluate(data, 1).NegativeElbo);
        loaded.Sample(5, 1).Vectors("Sample").ShouldBe(model.Transformer.Sample(5, 1).Vectors("Sample"));
    }

    [Fact]
    public void SaveAndLoad_NoReconstructionColumn_StaysWithout()
    {
        using TinyModel model = TinyModel.Create();
        using VaeTransformer loaded = SavedModel.Of(model.Transformer).Load().ShouldBeOfType<VaeTransformer>();

        loaded.ReconstructionColumnName.ShouldBeNull();
        loaded.GetOutputSchema(TestImages.View(1).Schema).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(new int[0], new int[0])]
    [InlineData(new[] { 9, 4 }, new[] { 6 })]
    [InlineData(new[] { 5 }, new int[0])]
    public void SaveAndLoad_AnyDepth_SameOutputs(int[] encoder, int[] decoder)
    {
        using VaeTransformer model = (TestOptions.Tiny with
        {
            Network = Network.FullyConnected(encoder, decoder),
            ReconstructionColumnName = TinyModel.Reconstruction,
        }).Fit(TestImages.View(50));
        using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();

        loaded.Transform(TestImages.View(50)).Vectors(TinyModel.Reconstruction)
            .ShouldBe(model.Transform(TestImages.View(50)).Vectors(TinyModel.Reconstruction));
    }

    [Fact]
    public void SaveLoadSave_Chain_SameBytesInEveryEntry()
    {
        var context = new MLContext(1);
        IDataView data = TestImages.InMemory(context, 100);
        using var model = context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .Append(context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputColumnName = "Copy" }))
            .Append(context.Clustering.Trainers.KMeans(TinyModel.Mean, numberOfClusters: 3)).Fit(data);
        SavedModel first = SavedModel.Of(model, data.Schema);

        var loaded = new MLContext().Model.Load(new MemoryStream(first.ToZip()), out DataViewSchema schema);
        SavedModel second = SavedModel.Of(loaded, schema);

        second.ShouldEqual(first);
        loaded.Transform(data).Vectors(TinyModel.Mean).ShouldBe(model.Transform(data).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Save_InAChain_PutsTwoEntriesUnderItsPart()
    {
        var context = new MLContext(1);
        IDataView data = TestImages.InMemory(context, 100);
        using var model = context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .Append(context.Transforms.VariationalAutoencoder(TestOptions.Tiny)).Fit(data);

        SavedModel.Of(model, data.Schema).Entries.Keys.Select(name => name.Replace('\\', '/')).Where(name => name.Contains("Transform_001"))
            .ShouldBe(["TransformerChain/Transform_001/Model.key", "TransformerChain/Transform_001/Weights.safetensors"], ignoreOrder: true);
    }

    [Fact]
    public void Save_AfterDispose_ObjectDisposed()
    {
        TinyModel model = TinyModel.Create();
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => SavedModel.ZipOf(model.Transformer));
    }

    [Fact]
    public void Save_ToAFileThatCannotBeMade_ThrowsAndTheModelStillWorks()
    {
        using TinyModel model = TinyModel.Create();

        string inNoFolder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "model.zip");

        Should.Throw<IOException>(() => new MLContext().Model.Save(model.Transformer, null, inNoFolder));

        model.Transformer.Transform(TestImages.View(1)).Vectors(TinyModel.Mean).Length.ShouldBe(1);
    }

    private static byte[] BrightBytes(int row) => [.. TestImages.Bytes(row).Select(grey => (byte)(grey | 2))];
}

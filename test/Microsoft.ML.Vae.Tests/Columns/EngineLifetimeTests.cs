using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>An engine disposes its transformer unless its options say otherwise: so ML.NET has it, whatever the transformer.</summary>
[Trait("case", "39")]
public class EngineLifetimeTests
{
    private static readonly PredictionEngineOptions _borrowed = new() { OwnsTransformer = false };

    private readonly MLContext _context = new(1);

    [Fact]
    public void Dispose_ByDefault_FreesTheModel()
    {
        TinyModel model = TinyModel.Create();
        Predict(_context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer));

        IsDisposed(model.Transformer).ShouldBeTrue();
    }

    [Fact]
    public void Dispose_OfAnEngineMadeWithASchema_FreesTheModel()
    {
        TinyModel model = TinyModel.Create();
        Predict(_context.Model.CreatePredictionEngine<ImageRow, MeanRow>(model.Transformer, TestImages.InMemory(_context, 1).Schema));

        IsDisposed(model.Transformer).ShouldBeTrue();
    }

    [Fact]
    public void Dispose_OfBorrowingEngines_LeavesTheModelAlone()
    {
        using TinyModel model = TinyModel.Create();
        for (int i = 0; i < 3; i++)
            Predict(_context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer, _borrowed));

        IsDisposed(model.Transformer).ShouldBeFalse();
    }

    [Fact]
    public void Dispose_OfAnOwningEngineOfAChain_FreesEveryPart()
    {
        TransformerChain<VaeTransformer> chain = _context.Transforms.CopyColumns("Copy", TinyModel.Input)
            .Append(_context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputColumnName = "Copy" })).Fit(TestImages.InMemory(_context, 40));
        Predict(_context.Model.CreatePredictionEngine<ImageRow, LatentRow>(chain));

        Should.Throw<ObjectDisposedException>(() => chain.Transform(TestImages.InMemory(_context, 3)).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Dispose_OfAnOwningEngine_LeavesLoadedCopiesAlone()
    {
        TinyModel model = TinyModel.Create();
        using var stream = new MemoryStream();
        _context.Model.Save(model.Transformer, TestImages.View(1).Schema, stream);
        stream.Position = 0;
        ITransformer copy = _context.Model.Load(stream, out DataViewSchema _);
        using var owner = copy as IDisposable;

        Predict(_context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer));

        copy.Transform(TestImages.View(3)).Vectors(TinyModel.Mean).Length.ShouldBe(3);
    }

    [Fact]
    public void Create_OfADisposedModel_PredictsNothing()
    {
        TinyModel model = TinyModel.Create();
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => Predict(_context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer)));
    }

    /// <summary>Engines without an end, as the pools of web applications drop them, keep neither rows nor tensors.</summary>
    [Fact]
    public void NoDispose_OfManyBorrowingEngines_LeavesNoTensorBehind()
    {
        using TinyModel model = TinyModel.Create();
        LiveTensors.ShouldStayFlat(50, () =>
            _context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer, _borrowed).Predict(new ImageRow { Pixels = TestImages.Floats(1) }));
    }

    private static void Predict<TRow>(PredictionEngine<ImageRow, TRow> engine) where TRow : class, new()
    {
        using (engine)
            engine.Predict(new ImageRow { Pixels = TestImages.Floats(1) });
    }

    private static bool IsDisposed(VaeTransformer model)
    {
        try
        {
            model.Transform(TestImages.View(1)).Vectors(TinyModel.Mean);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private sealed class MeanRow
    {
        public int Number { get; set; }

        public float[] Pixels { get; set; } = [];

        public float[] Latent { get; set; } = [];
    }
}

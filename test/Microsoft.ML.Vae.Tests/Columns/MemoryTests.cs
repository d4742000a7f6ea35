using System.Diagnostics;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Columns;

public class MemoryTests
{
    private const int PredictionsPerStep = 10_000;
    private const int Steps = 10;

    [Fact]
    [Trait("case", "38")]
    [Trait("trap", "25")]
    public void Predict_HundredThousandTimes_MemoryAndLiveTensorsStayFlat()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        using PredictionEngine<ImageRow, LatentRow> engine = context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer);
        ImageRow[] rows = [.. Enumerable.Range(0, 100).Select(row => new ImageRow { Pixels = TestImages.Floats(row) })];
        var output = new LatentRow();
        Predict(engine, rows, output);   // warm-up: code, caches and pools
        Predict(engine, rows, output);
        long tensors = Tensor.TotalCount;   // those that the collector has yet to find in other tests may go
        var sizes = new List<double> { Megabytes() };

        for (int step = 2; step < Steps; step++)
        {
            Predict(engine, rows, output);
            Tensor.TotalCount.ShouldBeLessThanOrEqualTo(tensors);
            sizes.Add(Megabytes());
        }

        // A leak shows in every step, the runtime's own pools only in some of them.
        double[] growth = [.. sizes.Skip(1).Zip(sizes, (after, before) => after - before).Order()];
        growth[growth.Length / 2].ShouldBeLessThan(1, "megabytes per 10,000 predictions");
    }

    [Fact]
    [Trait("trap", "25")]
    public void Cursor_ManyPasses_LiveTensorsStayFlat()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(300));
        view.Vectors(TinyModel.Reconstruction);
        long tensors = Tensor.TotalCount;   // those that the collector has yet to find in other tests may go

        for (int pass = 0; pass < 100; pass++)
            view.Vectors(TinyModel.Reconstruction);

        Tensor.TotalCount.ShouldBeLessThanOrEqualTo(tensors);
    }

    [Fact]
    [Trait("trap", "25")]
    public void EvaluateAndSample_ManyTimes_LiveTensorsStayFlat()
    {
        using TinyModel model = TinyModel.Create();
        IDataView data = TestImages.View(300);
        Once();
        long tensors = Tensor.TotalCount;

        for (int pass = 0; pass < 20; pass++)
            Once();

        Tensor.TotalCount.ShouldBeLessThanOrEqualTo(tensors);

        void Once()
        {
            model.Transformer.Evaluate(data, sampleSeed: 1);
            model.Transformer.Sample(300, seed: 1).Vectors("Sample").Length.ShouldBe(300);
        }
    }

    [Fact]
    [Trait("trap", "25")]
    public void Dispose_OfTheTransformer_FreesEveryWeight()
    {
        TinyModel model = TinyModel.Create();
        Tensor[] weights = [.. model.Network.parameters()];
        weights.Length.ShouldBe(10);
        weights.ShouldAllBe(weight => !weight.IsInvalid);

        model.Dispose();

        weights.ShouldAllBe(weight => weight.IsInvalid);
    }

    private static void Predict(PredictionEngine<ImageRow, LatentRow> engine, ImageRow[] rows, LatentRow output)
    {
        for (int i = 0; i < PredictionsPerStep; i++)
            engine.Predict(rows[i % rows.Length], ref output);
    }

    /// <summary>What the process holds once all garbage is gone, native memory included.</summary>
    private static double Megabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64 / (double)(1 << 20);
    }
}

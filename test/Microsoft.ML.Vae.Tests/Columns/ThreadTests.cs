using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class ThreadTests
{
    private const int Threads = 16;
    private const int Rows = 1000;

    [Fact]
    [Trait("case", "37")]
    [Trait("trap", "27")]
    public void Cursors_SixteenThreads_EqualOne()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(TinyModel.Reconstruction);
        var got = new float[Threads][][];

        OnThreads(thread => got[thread] = view.Vectors(TinyModel.Reconstruction));

        foreach (float[][] rows in got)
            rows.ShouldBeCloseTo(expected);
    }

    [Fact]
    [Trait("case", "37")]
    [Trait("trap", "27")]
    public void PredictionEngines_OneForEachOfSixteenThreads_EqualTheCursor()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        float[][] expected = model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean);
        var got = new float[Threads][][];

        OnThreads(thread =>
        {
            var engine = context.Model.CreatePredictionEngine<ImageRow, LatentRow>(
                model.Transformer, new PredictionEngineOptions { OwnsTransformer = false });
            using (engine)
                got[thread] = [.. Enumerable.Range(0, Rows).Select(row => engine.Predict(new ImageRow { Pixels = TestImages.Floats(row) }).Latent)];
        });

        foreach (float[][] rows in got)
            rows.ShouldBeCloseTo(expected);
    }

    private static void OnThreads(Action<int> work)
    {
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => Guard(() => work(i), failures)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failures.ShouldBeEmpty();
    }

    private static void Guard(Action work, List<Exception> failures)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            lock (failures)
                failures.Add(e);
        }
    }
}

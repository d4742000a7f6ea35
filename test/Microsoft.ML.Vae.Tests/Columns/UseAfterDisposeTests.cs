using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

[Trait("case", "39")]
public class UseAfterDisposeTests
{
    [Fact]
    public void Dispose_Twice_DoesNothingMore()
    {
        TinyModel model = TinyModel.Create();

        model.Transformer.Dispose();
        model.Transformer.Dispose();

        Should.Throw<ObjectDisposedException>(() => model.Transformer.Evaluate(TestImages.View(1)));
    }

    [Fact]
    public void Cursor_OfADisposedTransformer_ObjectDisposed()
    {
        TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(600));
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => view.Vectors(TinyModel.Mean)).ObjectName.ShouldBe(typeof(VaeTransformer).FullName);
        Should.Throw<ObjectDisposedException>(() => model.Transformer.Transform(TestImages.View(1)).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Cursor_TransformerDisposedBetweenBatches_ObjectDisposedAtTheNextBatch()
    {
        TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(600));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        cursor.MoveNext();
        get.Value();
        model.Dispose();

        for (int row = 1; row < 256; row++)
        {
            cursor.MoveNext().ShouldBeTrue();
            get.Value().Length.ShouldBe(TinyModel.Latent, $"row {row} of the batch that was computed");
        }
        cursor.MoveNext().ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => get.Value());
    }

    [Fact]
    public void EvaluateSampleAndSave_OfADisposedTransformer_ObjectDisposed()
    {
        var context = new MLContext(1);
        TinyModel model = TinyModel.Create();
        IDataView samples = model.Transformer.Sample(1, seed: 1);
        model.Dispose();

        Should.Throw<ObjectDisposedException>(() => model.Transformer.Evaluate(TestImages.View(1)));
        Should.Throw<ObjectDisposedException>(() => samples.Vectors("Sample"));
        Should.Throw<ObjectDisposedException>(() => context.Model.Save(model.Transformer, null, Stream.Null));
    }

    [Fact]
    public void PredictionEngine_TransformerDisposedByAnotherEngine_ObjectDisposed()
    {
        var context = new MLContext(1);
        TinyModel model = TinyModel.Create();
        using PredictionEngine<ImageRow, LatentRow> other = context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer);
        other.Predict(new ImageRow { Pixels = TestImages.Floats(1) });

        context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer).Dispose();

        Should.Throw<ObjectDisposedException>(() => other.Predict(new ImageRow { Pixels = TestImages.Floats(2) }));
    }

    /// <summary>Each reader either gets right values or the exception; weights that go away under a running computation would crash the process.</summary>
    [Fact]
    public void Dispose_DuringReads_NeverCrashes()
    {
        float[][] expected;
        using (TinyModel model = TinyModel.Create())
            expected = model.Transformer.Transform(TestImages.View(300)).Vectors(TinyModel.Mean);
        int refused = 0;

        for (int round = 0; round < 40; round++)
        {
            TinyModel model = TinyModel.Create();
            IDataView view = model.Transformer.Transform(TestImages.View(300));
            int passes = 0;
            Thread[] readers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
                Interlocked.Add(ref refused, ReadUntilRefused(view, expected, ref passes))))];
            Array.ForEach(readers, reader => reader.Start());
            SpinWait.SpinUntil(() => Volatile.Read(ref passes) >= round % 8);   // at another moment in each round
            model.Dispose();
            Array.ForEach(readers, reader => reader.Join());
        }

        refused.ShouldBe(4 * 40);
    }

    private static int ReadUntilRefused(IDataView view, float[][] expected, ref int passes)
    {
        try
        {
            for (; ; Interlocked.Increment(ref passes))
                view.Vectors(TinyModel.Mean).ShouldBeCloseTo(expected);
        }
        catch (ObjectDisposedException)
        {
            return 1;
        }
        catch (Exception)
        {
            Interlocked.Add(ref passes, 8);   // so that nobody waits for it
            return 0;
        }
    }
}

namespace Microsoft.ML.Vae.Tests.Evaluation;

public sealed class DeterminismTests : IDisposable
{
    private const string Reconstruction = "Reconstruction";
    private const int Size = 40;

    private static readonly byte[][] _rows = LearnableImages.Bytes(700, Size);   // three forward passes, the last one partial

    private readonly MLContext _context = new();
    private readonly VaeTransformer _model;
    private readonly IDataView _view;

    public DeterminismTests()
    {
        _view = PixelViews.OfBytes(_context, _rows);
        VaeOptions options = TestOptions.Small with { ReconstructionColumnName = Reconstruction, Network = Network.FullyConnected([32]) };
        _model = _context.Transforms.VariationalAutoencoder(options).Fit(_view);
    }

    public void Dispose() => _model.Dispose();

    [Fact, Trait("trap", "12")]
    public void Transform_Twice_IsBitIdentical()
    {
        foreach (string column in new[] { TinyModel.Mean, Reconstruction })
            FloatAssert.ShouldBeBitEqual(Read(_view, column), Read(_view, column));
    }

    [Fact, Trait("trap", "12")]
    public void Sample_SameSeed_IsBitIdenticalAndOtherwiseNot()
    {
        float[][] first = _model.Sample(300, seed: 1).Vectors("Sample");
        FloatAssert.ShouldBeBitEqual(_model.Sample(300, seed: 1).Vectors("Sample"), first);
        IDataView view = _model.Sample(300, seed: 1);
        view.Vectors("Sample");
        FloatAssert.ShouldBeBitEqual(view.Vectors("Sample"), first);
        _model.Sample(300, seed: 2).Vectors("Sample")[0].ShouldNotBe(first[0]);
        first.Select(row => row[0]).Distinct().Count().ShouldBeGreaterThan(250);   // every row has its own draw
    }

    [Fact, Trait("trap", "13")]
    public void Transform_OtherBatchMates_ChangeARowByNoMoreThanRounding()
    {
        foreach (string column in new[] { TinyModel.Mean, Reconstruction })
        {
            float[][] together = Read(_view, column);
            float[][] alone = [.. Enumerable.Range(0, 50).Select(i => Read(PixelViews.OfBytes(_context, [_rows[i]]), column)[0])];
            FloatAssert.ShouldBeCloseTo(alone, together[..50]);

            float[][] reversed = Read(PixelViews.OfBytes(_context, [.. _rows.Reverse()]), column);
            FloatAssert.ShouldBeCloseTo([.. reversed.Reverse()], together);
        }
    }

    [Fact, Trait("trap", "27")]
    public void Transform_EightThreads_EqualOne()
    {
        float[][] expected = Read(_view, TinyModel.Mean);
        var results = new float[8][][];
        Run(results.Length, i => results[i] = Read(_view, TinyModel.Mean));
        foreach (float[][] result in results)
            FloatAssert.ShouldBeCloseTo(result, expected);
    }

    [Fact, Trait("trap", "27")]
    public void PredictionEngines_OnePerEachOfEightThreads_EqualTransform()
    {
        float[][] expected = Read(_view, TinyModel.Mean);
        var results = new float[8][][];
        Run(results.Length, i =>
        {
            // Not disposed: that would dispose the transformer that all share.
            PredictionEngine<Input, Output> engine = _context.Model.CreatePredictionEngine<Input, Output>(_model, _view.Schema);
            results[i] = [.. _rows.Select(row => engine.Predict(new Input { Pixels = row }).Latent)];
        });
        foreach (float[][] result in results)
            FloatAssert.ShouldBeCloseTo(result, expected);
    }

    [Fact, Trait("trap", "25")]
    public void Transform_ThousandTimes_LeavesNoTensorBehind()
    {
        IDataView few = _model.Transform(PixelViews.OfBytes(_context, _rows[..3]));
        LiveTensors.ShouldStayFlat(1000, () => few.Vectors(Reconstruction));
    }

    [Fact, Trait("trap", "25")]
    public void PredictEvaluateSample_AThousandTimes_LeaveNoTensorBehind()
    {
        using PredictionEngine<Input, Output> engine = _context.Model.CreatePredictionEngine<Input, Output>(_model, _view.Schema);
        IDataView few = PixelViews.OfBytes(_context, _rows[..3]);
        LiveTensors.ShouldStayFlat(1000, () =>
        {
            engine.Predict(new Input { Pixels = _rows[0] });
            _model.Evaluate(few, sampleSeed: 1);
            _model.Sample(2, seed: 1).Vectors("Sample");
        });
    }

    [Fact, Trait("trap", "25")]
    public void FitAndDispose_TenTimes_LeavesNoTensorBehind()
    {
        IDataView few = PixelViews.OfBytes(_context, _rows[..40]);
        LiveTensors.ShouldStayFlat(10, () => TestOptions.Small.Fit(few).Dispose(), parametersMade: 10);
    }

    private float[][] Read(IDataView view, string column) => _model.Transform(view).Vectors(column);

    private static void Run(int count, Action<int> work)
    {
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Guard(() => work(i), ref failure)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failure.ShouldBeNull();
    }

    private static void Guard(Action work, ref Exception? failure)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
        }
    }

    private sealed class Input
    {
        [Data.VectorType(Size)]
        public byte[] Pixels { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] Latent { get; set; } = [];
    }
}

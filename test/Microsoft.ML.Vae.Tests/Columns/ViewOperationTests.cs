using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>ML.NET's operations on rows, before and after the transformer.</summary>
public sealed class ViewOperationTests : IDisposable
{
    private const int Rows = 700;

    private readonly MLContext _context = new(1);
    private readonly CountingLikelihood _likelihood = new();
    private readonly TinyModel _model;
    private readonly IDataView _view;
    private readonly float[][] _expected;

    public ViewOperationTests()
    {
        _model = TinyModel.Create(reconstruction: TinyModel.Reconstruction, likelihood: _likelihood);
        _view = _model.Transformer.Transform(TestImages.View(Rows));
        _expected = _view.Vectors(TinyModel.Mean);
        _likelihood.BatchSizes.Clear();
    }

    [Fact]
    public void Cache_OfTheTransformedRows_ComputesEachOnce()
    {
        IDataView cache = _context.Data.Cache(_view);

        for (int pass = 0; pass < 3; pass++)
        {
            cache.Vectors(TinyModel.Mean).ShouldBe(_expected);
            cache.Vectors(TinyModel.Reconstruction).Length.ShouldBe(Rows);
        }

        _likelihood.BatchSizes.Sum().ShouldBe(Rows);
    }

    [Fact]
    public void Cache_OfOneColumn_ComputesNoOther()
    {
        IDataView cache = _context.Data.Cache(_view, TinyModel.Mean);

        cache.Vectors(TinyModel.Mean).ShouldBe(_expected);

        _likelihood.BatchSizes.ShouldBeEmpty();
    }

    [Fact]
    public void Cache_Shuffled_KeepsRowsWithTheirIds()
    {
        IDataView cache = _context.Data.Cache(_view);
        Dictionary<DataViewRowId, int> serial = Ids(cache.GetRowCursor(cache.Schema));

        Dictionary<DataViewRowId, int> shuffled = Ids(cache.GetRowCursor(cache.Schema, new Random(5)));

        shuffled.Values.ShouldNotBe(Enumerable.Range(0, Rows));
        shuffled.ShouldAllBe(row => serial[row.Key] == row.Value);
    }

    [Fact]
    public void SkipAndTakeRows_AfterTheTransformer_CutItsRows() =>
        _context.Data.TakeRows(_context.Data.SkipRows(_view, 250), 20).Vectors(TinyModel.Mean).ShouldBeCloseTo(_expected[250..270]);

    [Fact]
    public void SkipAndTakeRows_BeforeTheTransformer_CutItsInput() =>
        _model.Transformer.Transform(_context.Data.TakeRows(_context.Data.SkipRows(TestImages.View(Rows), 250), 20))
            .Vectors(TinyModel.Mean).ShouldBeCloseTo(_expected[250..270]);

    [Fact]
    public void ShuffleRows_OfTheTransformedRows_KeepsThemWhole()
    {
        IDataView shuffled = _context.Data.ShuffleRows(_view, seed: 4);

        int[] numbers = [.. shuffled.Values<int>("Number")];

        numbers.ShouldNotBe(Enumerable.Range(0, Rows));
        numbers.Order().ShouldBe(Enumerable.Range(0, Rows));
        shuffled.Vectors(TinyModel.Mean).ShouldBeCloseTo([.. numbers.Select(number => _expected[number])]);
    }

    [Fact]
    public void TrainTestSplit_OfTheTransformedRows_SharesThemOut()
    {
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(_view, testFraction: 0.25, seed: 3);

        List<int> train = Check(split.TrainSet), test = Check(split.TestSet);

        train.Concat(test).Order().ShouldBe(Enumerable.Range(0, Rows));
        test.Count.ShouldBeInRange(Rows / 8, Rows / 2);
    }

    [Fact]
    public void TrainTestSplit_BeforeFit_TrainsOnOnePartAndTransformsBoth()
    {
        IDataView data = TestImages.InMemory(_context, Rows);
        DataOperationsCatalog.TrainTestData split = _context.Data.TrainTestSplit(data, testFraction: 0.25, seed: 3);
        int rows = split.TrainSet.Values<int>("Number").Count;
        var log = new ProgressLog();

        using VaeTransformer model = _context.Transforms
            .VariationalAutoencoder(TestOptions.Tiny with { Progress = log }).Fit(split.TrainSet);

        log.Epochs.ShouldAllBe(epoch => epoch.Rows == rows);
        model.Transform(split.TestSet).Vectors(TinyModel.Mean).Length.ShouldBe(Rows - rows);
        model.Evaluate(split.TestSet).RowCount.ShouldBe(Rows - rows);
    }

    public void Dispose() => _model.Dispose();

    private List<int> Check(IDataView part)
    {
        List<int> numbers = part.Values<int>("Number");
        part.Vectors(TinyModel.Mean).ShouldBeCloseTo([.. numbers.Select(number => _expected[number])]);
        return numbers;
    }

    private static Dictionary<DataViewRowId, int> Ids(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<int> number = cursor.GetGetter<int>(cursor.Schema["Number"]);
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            var ids = new Dictionary<DataViewRowId, int>();
            while (cursor.MoveNext())
                ids.Add(id.Value(), number.Value());
            return ids;
        }
    }
}

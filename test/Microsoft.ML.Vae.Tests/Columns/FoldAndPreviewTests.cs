using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Folds of cross-validation, and the first rows as a debugger shows them.</summary>
public class FoldAndPreviewTests
{
    private const int Rows = 300;

    private readonly MLContext _context = new(1);

    [Fact]
    public void CrossValidationSplit_EachFold_TrainsOnTheRestAndMeasuresItsRows()
    {
        IDataView data = TestImages.InMemory(_context, Rows);
        var tested = new List<int>();

        foreach (DataOperationsCatalog.TrainTestData fold in _context.Data.CrossValidationSplit(data, numberOfFolds: 3, seed: 2))
        {
            var log = new ProgressLog();
            using VaeTransformer model = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Progress = log }).Fit(fold.TrainSet);
            List<int> numbers = fold.TestSet.Values<int>("Number");
            tested.AddRange(numbers);

            log.Epochs[0].Rows.ShouldBe(fold.TrainSet.Values<int>("Number").Count);
            model.Evaluate(fold.TestSet).RowCount.ShouldBe(numbers.Count);
            model.Transform(fold.TestSet).Vectors(TinyModel.Mean)
                .ShouldBeCloseTo([.. numbers.Select(number => model.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean)[number])]);
        }

        tested.Order().ShouldBe(Enumerable.Range(0, Rows));
    }

    [Fact]
    public void Preview_OfTheTransformedRows_HasTheFirstOnesAndLeavesNoCursorOpen()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        ScriptedView source = TestImages.View(Rows);
        IDataView view = model.Transformer.Transform(source);

        DataDebuggerPreview preview = view.Preview(maxRows: 4);

        preview.Schema.ShouldBeSameAs(view.Schema);
        preview.RowView.Length.ShouldBe(4);
        object[] latents = preview.ColumnView.Single(column => column.Column.Name == TinyModel.Mean).Values;
        latents.Select(latent => ((VBuffer<float>)latent).DenseValues().ToArray()).ToList().ShouldBeCloseTo(view.Vectors(TinyModel.Mean)[..4]);
        source.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Preview_OfTheEstimator_TrainsOnTheFirstRows()
    {
        var log = new ProgressLog();
        IEstimator<ITransformer> estimator = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { Progress = log });

        DataDebuggerPreview preview = estimator.Preview(TestImages.InMemory(_context, Rows), maxRows: 5, maxTrainingRows: 40);

        preview.RowView.Length.ShouldBe(5);
        log.Epochs.ShouldAllBe(epoch => epoch.Rows == 40);
    }
}

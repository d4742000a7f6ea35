using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>The threshold was calibrated by another reading after the training, and when that failed, hours of training were lost.</summary>
[Trait("case", "49")]
public class CalibrationReadingTests
{
    private const int Rows = 400;
    private const int Wide = 1000;   // 400 such rows take more than the smallest cache

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void Fit_RowsInMemory_AreCalibratedWithoutAnotherReading(double validationFraction)
    {
        ScriptedView data = TestImages.View(Rows);
        VaeOptions options = AnomalyColumns.With(TestOptions.Tiny with { AnomalyScore = AnomalyScore.LatentDensity, ValidationFraction = validationFraction });

        using VaeTransformer model = options.Fit(data);

        model.ScoreThreshold.ShouldNotBeNull();
        data.Cursors.Count.ShouldBe(validationFraction > 0 ? 2 : 1);
    }

    [Theory]
    [InlineData(nameof(AnomalyScore.Excess))]
    [InlineData(nameof(AnomalyScore.LatentDensity))]
    public void Fit_StreamedRowsThatCannotBeReadAgain_KeepsTheModelAndSaysSo(string score)
    {
        VaeOptions options = AnomalyColumns.With(Streamed(AnomalyColumns.Scores[score]));
        var context = new MLContext();

        ScoreCalibrationException thrown = Should.Throw<ScoreCalibrationException>(() => context.Transforms.VariationalAutoencoder(options).Fit(FailingAtPass(options.Epochs!.Value + 1)));

        thrown.Message.ShouldStartWith("The model is trained, but its anomaly scores could not be calibrated: Row 0 cannot be read.");
        thrown.InnerException.ShouldBeOfType<IOException>();
        using VaeTransformer model = thrown.Transformer.ShouldNotBeNull();
        model.History.Count.ShouldBe(options.Epochs!.Value);
        (model.PredictedLabelColumnName, model.PValueColumnName, model.ScoreThreshold).ShouldBe((null, null, null));
        model.ScoreColumnName.ShouldBe(score == nameof(AnomalyScore.Excess) ? AnomalyColumns.Score : null);
        float[][] latents = model.Transform(View(Rows)).Vectors(TinyModel.Mean);
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();
        loaded.Transform(View(Rows)).Vectors(TinyModel.Mean).ShouldBe(latents);
    }

    [Fact]
    public void Fit_StreamedValidationThatCannotBeReadAgain_KeepsTheModelAndSaysSo()
    {
        VaeOptions options = AnomalyColumns.With(TestOptions.Tiny);
        ScriptedView validation = TestImages.Describe(new ScriptedView(50));
        int reads = 0;
        IDataView failing = new FailingView(validation, () => ++reads > options.Epochs);

        Should.Throw<ScoreCalibrationException>(() => options.Fit(TestImages.View(Rows), failing)).Transformer!.Dispose();
    }

    [Fact]
    public void Fit_StreamedRows_HaveTheThresholdsOfRowsInMemory()
    {
        VaeOptions options = AnomalyColumns.With(Streamed(AnomalyScore.Excess) with { LearningRate = 1e-30 });   // other orders, the same weights
        using VaeTransformer streamed = options.Fit(View(Rows)), inMemory = (options with { InputCacheBytes = 1 << 30 }).Fit(View(Rows));

        streamed.ScoreThreshold.ShouldNotBeNull();
        streamed.ScoreThreshold.ShouldBe(inMemory.ScoreThreshold);
    }

    [Fact]
    public void Fit_NoColumnOfScores_ReadsNothingMore()
    {
        ScriptedView data = View(Rows);
        using VaeTransformer model = (Streamed(AnomalyScore.LatentDensity) with { Epochs = 2 }).Fit(data);

        data.Cursors.Count.ShouldBe(2);
    }

    private static VaeOptions Streamed(AnomalyScore score) =>
        TestOptions.Tiny with { AnomalyScore = score, InputCacheBytes = 1 << 20, HealthReport = false };

    private static ScriptedView View(int rows) =>
        new ScriptedView(rows).AddVector(TinyModel.Input, NumberDataViewType.Single, Wide, row => TestImages.Dense(TestImages.Floats(row, Wide)));

    private static FailingView FailingAtPass(int pass)
    {
        int reads = 0;
        return new FailingView(View(Rows), () => ++reads >= pass);
    }

    /// <summary>A view whose source is gone from some reading on.</summary>
    private sealed class FailingView(ScriptedView source, Func<bool> isGone) : IDataView
    {
        public DataViewSchema Schema => source.Schema;

        public bool CanShuffle => false;

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            isGone() ? throw new IOException("Row 0 cannot be read.") : source.GetRowCursor(columnsNeeded, rand);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];
    }
}

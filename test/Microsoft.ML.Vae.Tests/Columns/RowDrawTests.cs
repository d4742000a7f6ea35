using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>What is drawn for a row depends on the seed and the row's id, and on nothing about who reads it when.</summary>
public class RowDrawTests
{
    private const int Rows = 300;

    public static TheoryData<string> Drawn => [AllColumns.LatentSample, AllColumns.Sample];

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Draw_EveryReading_TheSame(string column)
    {
        using TinyModel model = AllColumns.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(column);

        view.Vectors(column).ShouldBe(expected);
        model.Transformer.Transform(TestImages.View(Rows)).Vectors(column).ShouldBe(expected);
        // A decoder whose few rectifiers are all at 0 draws the same picture for different codes.
        expected.Select(row => string.Join(" ", row)).Distinct().Count().ShouldBeGreaterThan(Rows / 2);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Draw_SavedAndLoaded_TheSame(string column)
    {
        using TinyModel model = AllColumns.Create();
        using VaeTransformer loaded = SavedModel.Of(model.Transformer).Load().ShouldBeOfType<VaeTransformer>();

        loaded.Transform(TestImages.View(Rows)).Vectors(column).ShouldBe(model.Transformer.Transform(TestImages.View(Rows)).Vectors(column));
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Draw_RowsShuffled_FollowsTheRow(string column)
    {
        using TinyModel model = AllColumns.Create();
        float[][] inOrder = model.Transformer.Transform(TestImages.View(Rows)).Vectors(column);
        IDataView view = model.Transformer.Transform(TestImages.Describe(new ScriptedView(Rows) { CanShuffle = true }));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(5));

        Check(cursor, view.Schema, column, inOrder).ShouldBe(Rows);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Draw_CursorsOfASet_FollowTheRow(string column)
    {
        using TinyModel model = AllColumns.Create();
        float[][] inOrder = model.Transformer.Transform(TestImages.View(Rows)).Vectors(column);
        IDataView view = model.Transformer.Transform(TestImages.Describe(new ScriptedView(Rows) { RowsPerBatch = 7 }));
        DataViewRowCursor[] cursors = view.GetRowCursorSet(view.Schema, 3);

        cursors.Sum(cursor => Check(cursor, view.Schema, column, inOrder)).ShouldBe(Rows);

        Array.ForEach(cursors, cursor => cursor.Dispose());
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Draw_RowByRow_FollowsTheRow(string column)
    {
        using TinyModel model = AllColumns.Create();
        float[][] inOrder = model.Transformer.Transform(TestImages.View(Rows)).Vectors(column);
        ScriptedView source = TestImages.View(Rows);
        IRowToRowMapper mapper = ((ITransformer)model.Transformer).GetRowToRowMapper(source.Schema);
        DataViewRowCursor input = source.GetRowCursor(source.Schema);
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        ValueGetter<VBuffer<float>> get = row.GetGetter<VBuffer<float>>(mapper.OutputSchema[column]);

        for (int i = 0; input.MoveNext(); i++)
            get.Value().DenseValues().ToArray().ShouldBeCloseTo([.. inOrder[i].Select(value => (double)value)], $"row {i}");
    }

    [Fact]
    public void Draw_PredictionEngine_IsThatOfTheRowWithTheSameId()
    {
        var context = new MLContext(1);
        using TinyModel model = AllColumns.Create();
        float[][] rows = model.Transformer.Transform(TestImages.InMemory(context, 3)).Vectors(AllColumns.LatentSample);
        using PredictionEngine<ImageRow, Drawing> engine = context.Model.CreatePredictionEngine<ImageRow, Drawing>(model.Transformer);

        for (int i = 0; i < 3; i++)
            engine.Predict(new ImageRow { Pixels = TestImages.Floats(i) }).LatentSample.ShouldBeCloseTo([.. rows[i].Select(value => (double)value)], $"row {i}");
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Draw_ManyThreads_TheSame(string column)
    {
        using TinyModel model = AllColumns.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(column);
        var got = new float[8][][];

        Parallel.For(0, got.Length, i => got[i] = view.Vectors(column));

        foreach (float[][] rows in got)
            rows.ShouldBeCloseTo(expected);
    }

    [Fact]
    public void Sample_OtherPixelsInTheSameRows_TheSame()
    {
        using TinyModel model = AllColumns.Create();
        ScriptedView others = new ScriptedView(Rows).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(TestImages.Floats(row + 1000)));

        model.Transformer.Transform(others).Vectors(AllColumns.Sample)
            .ShouldBe(model.Transformer.Transform(TestImages.View(Rows)).Vectors(AllColumns.Sample));
        model.Transformer.Transform(others).Vectors(AllColumns.LatentSample)
            .ShouldNotBe(model.Transformer.Transform(TestImages.View(Rows)).Vectors(AllColumns.LatentSample));
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Fit_SampleSeed_ChangesTheDrawsAlone(string column)
    {
        using VaeTransformer byDefault = Fit(null), three = Fit(3), four = Fit(4);

        three.Transform(TestImages.View(50)).Vectors(column).ShouldBe(byDefault.Transform(TestImages.View(50)).Vectors(column));   // the seed of the fit is 3
        four.Transform(TestImages.View(50)).Vectors(column).ShouldNotBe(byDefault.Transform(TestImages.View(50)).Vectors(column));
        four.Latents().ShouldBe(byDefault.Latents());
    }

    /// <summary>A draw of a codebook's vectors, and the condition of the row, come with the row too.</summary>
    [Fact]
    public void Sample_OfACodebookAndACondition_FollowsTheRow()
    {
        using TinyModel model = QuantizedColumns.Create(condition: ConditionedImages.Condition);
        float[][] inOrder = model.Transformer.Transform(ConditionedImages.View(Rows)).Vectors(AllColumns.Sample);
        IDataView view = model.Transformer.Transform(TestImages.Describe(new ScriptedView(Rows) { CanShuffle = true }).AddKeys());
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(5));

        Check(cursor, view.Schema, AllColumns.Sample, inOrder).ShouldBe(Rows);
        model.Transformer.Transform(ConditionedImages.View(Rows)).Vectors(AllColumns.Sample).ShouldBe(inOrder);
    }

    private static VaeTransformer Fit(int? sampleSeed) => (AllColumns.With(TestOptions.Tiny) with { SampleSeed = sampleSeed }).Fit(TestImages.View(50));

    private static int Check(DataViewRowCursor cursor, DataViewSchema schema, string column, float[][] expected)
    {
        ValueGetter<int> number = cursor.GetGetter<int>(schema["Number"]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(schema[column]);
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
        {
            int row = number.Value();
            get.Value().DenseValues().ToArray().ShouldBeCloseTo([.. expected[row].Select(value => (double)value)], $"row {row}");
        }
        return rows;
    }

    private sealed class Drawing
    {
        public float[] LatentSample { get; set; } = [];
    }
}

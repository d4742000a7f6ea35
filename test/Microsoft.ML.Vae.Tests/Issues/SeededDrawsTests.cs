using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Every <c>PredictionEngine</c>'s first row got the same draw, and nothing could vary it.</summary>
public class SeededDrawsTests
{
    private const int Rows = 300;
    private const string Seed = "Seed";

    private static readonly VaeOptions _options = TestOptions.Tiny with
    {
        SampleColumnName = AllColumns.Sample,
        LatentSampleColumnName = AllColumns.LatentSample,
        SampleSeedColumnName = Seed,
    };

    public static TheoryData<string> Drawn => [AllColumns.LatentSample, AllColumns.Sample];

    [Fact]
    public void Predict_SeveralEnginesAndSeeds_DrawByTheSeed()
    {
        var context = new MLContext();
        using VaeTransformer model = _options.Fit(View(row => row), null, context);
        var options = new PredictionEngineOptions { OwnsTransformer = false };

        float[][] draws = [.. new long[] { 1, 2, 1, 3, -1 }.Select(Draw)];

        draws[2].ShouldBe(draws[0]);
        draws.Select(draw => string.Join(' ', draw)).Distinct().Count().ShouldBe(4);

        float[] Draw(long seed)
        {
            using PredictionEngine<SeededRow, Drawing> engine = context.Model.CreatePredictionEngine<SeededRow, Drawing>(model, options);
            Drawing first = engine.Predict(new SeededRow { Seed = seed, Pixels = TestImages.Floats(5) });
            engine.Predict(new SeededRow { Seed = seed, Pixels = TestImages.Floats(5) }).LatentSample.ShouldBe(first.LatentSample);
            return first.LatentSample;
        }
    }

    [Fact]
    public void Predict_WithoutTheColumn_EveryEngineDrawsTheSameFirst()
    {
        var context = new MLContext();
        using VaeTransformer model = (_options with { SampleSeedColumnName = null }).Fit(View(row => row), null, context);
        var options = new PredictionEngineOptions { OwnsTransformer = false };

        float[][] draws = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using PredictionEngine<SeededRow, Drawing> engine = context.Model.CreatePredictionEngine<SeededRow, Drawing>(model, options);
            return engine.Predict(new SeededRow { Pixels = TestImages.Floats(5) }).Sample;
        })];

        draws[1].ShouldBe(draws[0]);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Transform_EveryReading_FollowsTheSeed(string column)
    {
        using VaeTransformer model = _options.Fit(View(row => row));
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();
        float[][] expected = model.Transform(View(row => row)).Vectors(column);

        expected.Select(row => string.Join(' ', row)).Distinct().Count().ShouldBeGreaterThan(Rows / 2);
        loaded.Transform(View(row => row)).Vectors(column).ShouldBe(expected);
        loaded.SampleSeedColumnName.ShouldBe(Seed);
        model.Transform(View(row => row, shuffles: true)).Vectors(column).ShouldBe(expected);
        model.Transform(View(row => row)).Preview(Rows).RowView.Length.ShouldBe(Rows);
        if (column == AllColumns.Sample)   // the prior's draws depend on nothing else
        {
            float[][] reversed = model.Transform(View(row => Rows - 1 - row)).Vectors(column);
            for (int row = 0; row < Rows; row++)
                reversed[row].ShouldBe(expected[Rows - 1 - row], 1e-6);   // TorchSharp's last bits depend on the place in a batch
        }
    }

    [Fact]
    public void Transform_EveryTypeOfWholeNumbers_DrawsTheSame()
    {
        using VaeTransformer model = _options.Fit(View(row => row));
        float[][] expected = model.Transform(View(row => row)).Vectors(AllColumns.Sample);

        model.Transform(TestImages.View(Rows).Add(Seed, NumberDataViewType.Int64, row => (long)row)).Vectors(AllColumns.Sample).ShouldBe(expected);
        model.Transform(TestImages.View(Rows).Add(Seed, NumberDataViewType.UInt32, row => (uint)row)).Vectors(AllColumns.Sample).ShouldBe(expected);
        model.Transform(TestImages.View(Rows).Add(Seed, NumberDataViewType.UInt64, row => (ulong)row)).Vectors(AllColumns.Sample).ShouldBe(expected);
    }

    [Fact]
    public void Transform_OnlyOtherColumns_DoesNotReadTheSeed()
    {
        using VaeTransformer model = _options.Fit(View(row => row));
        IDataView view = model.Transform(View(_ => throw new InvalidOperationException("read")));

        view.Vectors(TinyModel.Mean).Length.ShouldBe(Rows);
        Should.Throw<InvalidOperationException>(() => view.Vectors(AllColumns.Sample));
    }

    [Fact]
    public void Fit_ColumnMissingOrOfAnotherType_SaysWhatIsExpected()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _options.Fit(TestImages.View(9))).Message.ShouldContain("Could not find sample seed column 'Seed'");
        Should.Throw<ArgumentOutOfRangeException>(() => _options.Fit(TestImages.View(9).Add(Seed, NumberDataViewType.Single, row => 1f * row)))
            .Message.ShouldContain("expected Int32, UInt32, Int64 or UInt64, got Single");
        Should.Throw<ArgumentOutOfRangeException>(() => (_options with { SampleSeedColumnName = " " }).Fit(TestImages.View(9)))
            .Message.ShouldContain("SampleSeedColumnName is empty or white space; must be a column name.");
    }

    private static ScriptedView View(Func<int, int> seed, bool shuffles = false) =>
        TestImages.Describe(new ScriptedView(Rows) { CanShuffle = shuffles }).Add(Seed, NumberDataViewType.Int32, seed);

    private sealed class SeededRow
    {
        public long Seed { get; set; }

        public int Number { get; set; }

        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];
    }

    private sealed class Drawing
    {
        public float[] Sample { get; set; } = [];

        public float[] LatentSample { get; set; } = [];
    }
}

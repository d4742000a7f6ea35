using Microsoft.ML.Data;
using Microsoft.ML.Vae.Evaluation;

namespace Microsoft.ML.Vae.Tests.Inputs;

[Trait("case", "11")]
public class InvalidRowsTests
{
    private const int Rows = 90;
    private const int Large = 4096;   // a cache of 1 MiB holds 64 such rows, so that larger data is streamed

    private readonly MLContext _context = new();
    private readonly Log _log;

    public InvalidRowsTests() => _log = new Log(_context);

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_Skip_EqualsTheFitOnTheOtherRows(int size)
    {
        int[] valid = [.. Enumerable.Range(0, Rows).Where(row => !IsBad(row))];
        using VaeTransformer skipping = Fit(Skip(), View(Rows, size, row => row));
        using VaeTransformer without = Fit(Skip(), View(valid.Length, size, row => valid[row]));

        Weights.Of(skipping).ShouldBe(Weights.Of(without));
        skipping.History.ShouldBe(without.History);
        skipping.History.ShouldAllBe(epoch => epoch.Rows == valid.Length);
    }

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_Skip_WarnsOnceWithTheCountAndTheFirstFault(int size)
    {
        using VaeTransformer model = Fit(Skip() with { Epochs = 3 }, View(Rows, size, row => row));

        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith("3 rows of the training data were skipped");
        warning.ShouldContain("The first: Column 'Pixels', row 5, slot 2: got NaN");
    }

    [Fact]
    public void Fit_SkipButNothingToSkip_WarnsOfNothing()
    {
        using VaeTransformer model = Fit(Skip(), TestImages.View(20));

        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_SkipInValidation_WarnsAndMeasuresTheOthers()
    {
        using VaeTransformer model = Fit(Skip(), TestImages.View(20), View(Rows, TinyModel.Size, row => row));
        int[] valid = [.. Enumerable.Range(0, Rows).Where(row => !IsBad(row))];

        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith("3 rows of the validation data were skipped");
        model.History[^1].ValidationNegativeElbo
            .ShouldBe(model.Evaluate(View(valid.Length, TinyModel.Size, row => valid[row]), sampleSeed: TestOptions.Tiny.Seed).NegativeElbo);
    }

    [Fact]
    public void Fit_SkipWithAThreshold_CalibratesOnTheOtherRows()
    {
        int[] valid = [.. Enumerable.Range(0, Rows).Where(row => !IsBad(row))];
        VaeOptions options = Skip() with { PredictedLabelColumnName = "PredictedLabel" };
        using VaeTransformer skipping = Fit(options, View(Rows, TinyModel.Size, row => row));
        using VaeTransformer without = Fit(options, View(valid.Length, TinyModel.Size, row => valid[row]));

        skipping.ScoreThreshold.ShouldBe(without.ScoreThreshold);
    }

    [Theory]
    [Trait("case", "9")]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_SkipAndAllRowsInvalid_NamesColumnAndCount(bool inValidation)
    {
        ScriptedView bad = View(7, TinyModel.Size, _ => 5);

        string message = Should.Throw<InvalidOperationException>(
            () => inValidation ? Fit(Skip(), TestImages.View(10), bad) : Fit(Skip(), bad)).Message;

        message.ShouldContain($"Column 'Pixels': the {(inValidation ? "validation" : "training")} data has no usable rows; 7 were skipped. The first: ");
        message.ShouldContain("row 0, slot 2: got NaN");
        bad.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Fit_ByDefault_ThrowsAtTheFirstInvalidRow() =>
        Should.Throw<InvalidOperationException>(() => Fit(TestOptions.Tiny, View(Rows, TinyModel.Size, row => row)))
            .Message.ShouldContain("row 5, slot 2: got NaN");

    [Fact]
    public void TransformAndEvaluate_OfAModelThatSkipped_StillRefuse()
    {
        ScriptedView data = View(Rows, TinyModel.Size, row => row);
        using VaeTransformer model = Fit(Skip(), data);

        Should.Throw<InvalidOperationException>(() => model.Transform(data).Vectors(TinyModel.Mean)).Message.ShouldContain("row 5, slot 2: got NaN");
        Should.Throw<InvalidOperationException>(() => model.Evaluate(data)).Message.ShouldContain("row 5, slot 2: got NaN");
    }

    [Fact]
    [Trait("case", "8")]
    public void Fit_SkipRowsOfAnotherLength_LeavesThemOut()
    {
        ScriptedView data = new ScriptedView(10).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 12, row => TestImages.Dense(row is 2 or 9 ? new float[11] : TestImages.Floats(row)));
        using VaeTransformer model = Fit(Skip(), data);

        model.History[0].Rows.ShouldBe(8);
        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldContain("2 rows of the training data");
    }

    private static VaeOptions Skip() => TestOptions.Tiny with { OnInvalidTrainingRow = InvalidRowBehavior.Skip, InputCacheBytes = 1 << 20 };

    private static bool IsBad(int row) => row is 5 or 41 or 89;

    private static ScriptedView View(int rows, int size, Func<int, int> picture) => new ScriptedView(rows).AddVector(
        TinyModel.Input, NumberDataViewType.Single, size, row => TestImages.Dense(Pixels(picture(row), size)));

    private static float[] Pixels(int picture, int size)
    {
        float[] pixels = TestImages.Floats(picture, size);
        if (IsBad(picture))
            pixels[2] = float.NaN;
        return pixels;
    }

    private VaeTransformer Fit(VaeOptions options, IDataView data, IDataView? validation = null) =>
        _context.Transforms.VariationalAutoencoder(options).Fit(data, validation);
}

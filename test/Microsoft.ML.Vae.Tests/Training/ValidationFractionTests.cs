using Microsoft.ML.Data;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Training;

public class ValidationFractionTests
{
    private const int Rows = 200;
    private const int Large = 4096;   // a cache of 1 MiB holds 64 such rows, so that more of them are streamed

    private static readonly VaeOptions _options = TestOptions.Tiny with { ValidationFraction = 0.25, Epochs = 3, InputCacheBytes = 1 << 20 };

    [Fact]
    public void Fit_FractionOfCachedRows_EqualsTheFitWithThoseRowsApart()
    {
        (int[] training, int[] validation) = Split(seed: 3);
        using VaeTransformer model = Fit(_options, View(Enumerable.Range(0, Rows)));
        using VaeTransformer expected = Fit(_options with { ValidationFraction = 0 }, View(training), View(validation));

        model.History.Count.ShouldBe(3);
        model.History.ShouldAllBe(epoch => epoch.Rows == training.Length);
        Weights.Of(model).ShouldBe(Weights.Of(expected));
        model.History.ShouldBe(expected.History);
    }

    [Fact]
    public void Fit_FractionOfStreamedRows_TrainsOnTheOthersAndMeasuresThoseRows()
    {
        (int[] training, int[] validation) = Split(seed: 3);
        using VaeTransformer model = Fit(_options with { RestoreBestWeights = false }, View(Enumerable.Range(0, Rows), Large));
        VaeMetrics metrics = model.Evaluate(View(validation, Large), sampleSeed: _options.Seed);

        model.History.ShouldAllBe(epoch => epoch.Rows == training.Length);
        model.History[^1].ValidationNegativeElbo.ShouldBe(metrics.NegativeElbo);
    }

    [Theory]
    [InlineData(TinyModel.Size, 2)]         // one to keep each part
    [InlineData(Large, 2 + 3 + 3)]          // an attempt to keep each part, then three epochs and three validations
    public void Fit_Fraction_ReadsTheViewAsOftenAsItMust(int size, int readings)
    {
        ScriptedView view = View(Enumerable.Range(0, Rows), size);
        using VaeTransformer model = Fit(_options, view);

        view.Cursors.Count.ShouldBe(readings);
        view.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Shares_AnyFraction_AreDisjointCompleteAndOfThatSize(double fraction)
    {
        const int Count = 20_000;
        var rows = new HoldoutSplit(5, fraction, IsTraining: false);
        var rest = new HoldoutSplit(5, fraction, IsTraining: true);
        var ids = Enumerable.Range(0, Count).Select(i => new DataViewRowId((ulong)i, 0)).ToArray();

        ids.ShouldAllBe(id => rows.Has(id) != rest.Has(id));
        double deviation = Math.Sqrt(Count * fraction * (1 - fraction));
        ((double)ids.Count(rows.Has)).ShouldBe(fraction * Count, 4 * deviation);   // binomial
        int[] picked = [.. Enumerable.Range(0, Count).Where(i => rows.Has(ids[i]))];
        picked.Average().ShouldBe(Count / 2.0, 4 * Count / Math.Sqrt(12 * picked.Length));   // spread evenly
    }

    [Fact]
    public void Shares_OtherSeed_AreOthers() => Split(seed: 3).Validation.ShouldNotBe(Split(seed: 4).Validation);

    [Fact]
    public void Fit_FractionAndLabels_CalibratesOnTheFraction()
    {
        (int[] training, int[] validation) = Split(seed: 3);
        VaeOptions options = _options with { PredictedLabelColumnName = "PredictedLabel" };
        using VaeTransformer model = Fit(options, View(Enumerable.Range(0, Rows)));
        using VaeTransformer expected = Fit(options with { ValidationFraction = 0 }, View(training), View(validation));

        model.ScoreThreshold.ShouldNotBeNull();
        model.ScoreThreshold.ShouldBe(expected.ScoreThreshold);
    }

    [Fact]
    public void Fit_FractionAndValidationRows_Refused() =>
        Should.Throw<ArgumentException>(() => Fit(_options, TestImages.View(50), TestImages.View(10))).Message.ShouldContain("ValidationFraction");

    [Fact]
    [Trait("case", "23")]
    public void Fit_FractionThatPicksNoRow_SaysSo() =>
        Should.Throw<InvalidOperationException>(() => Fit(_options with { ValidationFraction = 1e-9 }, TestImages.View(50)))
            .Message.ShouldContain("Column 'Pixels': the validation data has no rows after the split by ValidationFraction");

    private static (int[] Training, int[] Validation) Split(int seed)
    {
        var share = new HoldoutSplit(seed, 0.25, IsTraining: false);
        ILookup<bool, int> parts = Enumerable.Range(0, Rows).ToLookup(row => share.Has(new DataViewRowId((ulong)row, 7)));   // a scripted row's id
        return ([.. parts[false]], [.. parts[true]]);
    }

    private static ScriptedView View(IEnumerable<int> rows, int size = TinyModel.Size)
    {
        int[] all = [.. rows];
        return new ScriptedView(all.Length).AddVector(TinyModel.Input, NumberDataViewType.Single, size, row => TestImages.Dense(TestImages.Floats(all[row], size)));
    }

    private static VaeTransformer Fit(VaeOptions options, IDataView data, IDataView? validation = null) =>
        new MLContext().Transforms.VariationalAutoencoder(options).Fit(data, validation);
}

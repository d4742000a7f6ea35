using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A normalizer that was fitted on 0..10 makes 1.3 of a 13, which Bernoulli has no probability for.</summary>
public class ValuesOutOfRangeTests
{
    private const double NatsPerUnit = 16.635532;

    private static readonly float[] _fartherAndFarther = [10, 11, 13, 100, 1e20f];

    private readonly MLContext _context = new(1);

    [Theory]
    [InlineData(13f)]
    [InlineData(-4f)]
    [InlineData(1e30f)]
    [InlineData(float.MaxValue)]
    public void Transform_Clip_ScoresTheNearestRowPlusThePenaltyOfTheDistance(float value)
    {
        using var model = Fit(OutOfRangeBehavior.Clip);
        Row far = RowOf(value), near = RowOf(Math.Clamp(value, 0, 10));

        IDataView view = model.Transform(_context.Data.LoadFromEnumerable([far, near]));

        float[][] latents = view.Vectors(TinyModel.Mean);
        latents[0].ShouldBe(latents[1]);
        List<float> scores = view.Values<float>(AllColumns.Score);
        double excess = Math.Abs(value / 10.0 - Math.Clamp(value / 10.0, 0, 1));
        scores[0].ShouldBe((float)Math.Min(float.MaxValue, scores[1] + NatsPerUnit * excess), Math.Abs(scores[0]) * 1e-5);   // single precision
        float.IsFinite(scores[0]).ShouldBeTrue();
        scores[0].ShouldBeGreaterThan(scores[1]);
        view.Values<bool>("IsValid").ShouldBe([true, true]);
    }

    [Fact]
    public void Transform_Clip_ScoresFartherRowsHigher()
    {
        using var model = Fit(OutOfRangeBehavior.Clip);

        IDataView data = _context.Data.LoadFromEnumerable(_fartherAndFarther.Select(RowOf).ToList());
        List<float> scores = model.Transform(data).Values<float>(AllColumns.Score);

        scores.ShouldBe(scores.Order());
        scores.Distinct().Count().ShouldBe(scores.Count);
    }

    [Fact]
    public void Transform_ByDefault_RefusesTheRow()
    {
        using var model = Fit(OutOfRangeBehavior.Throw);

        Should.Throw<InvalidOperationException>(() => model.Transform(_context.Data.LoadFromEnumerable([RowOf(13)])).Vectors(TinyModel.Mean)).Message
            .ShouldContain("row 0, slot 0: got 1.3");
    }

    [Fact]
    public void Transform_ClipButNotANumber_IsAnInvalidRowAllTheSame()
    {
        using VaeTransformer model = (TestOptions.Tiny with { OnOutOfRange = OutOfRangeBehavior.Clip }).Fit(TestImages.View(40));
        ScriptedView view = new ScriptedView(1).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, _ => TestImages.Dense<float>([float.PositiveInfinity, .. new float[11]]));

        Should.Throw<InvalidOperationException>(() => model.Transform(view).Vectors(TinyModel.Mean)).Message.ShouldContain("slot 0: got Infinity");
    }

    [Fact]
    public void LoadedModel_Clip_StillClips()
    {
        using VaeTransformer model = (TestOptions.Tiny with { OnOutOfRange = OutOfRangeBehavior.Clip }).Fit(TestImages.View(40));
        ScriptedView view = new ScriptedView(1).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, _ => TestImages.Dense<float>([1.5f, .. new float[11]]));
        using var stream = new MemoryStream();
        _context.Model.Save(model, view.Schema, stream);
        stream.Position = 0;

        using var loaded = (VaeTransformer)new MLContext().Model.Load(stream, out _);

        loaded.Transform(view).Vectors(TinyModel.Mean).ShouldBe(model.Transform(view).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void FitAndEvaluate_ValidationRowOutOfRange_IsClippedToo()
    {
        IDataView outside = new ScriptedView(1).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, _ => TestImages.Dense<float>([1.5f, .. new float[11]]));
        IDataView inside = new ScriptedView(1).AddVector(
            TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, _ => TestImages.Dense<float>([1, .. new float[11]]));

        using VaeTransformer model = (TestOptions.Tiny with { OnOutOfRange = OutOfRangeBehavior.Clip }).Fit(TestImages.View(40), outside);

        model.Evaluate(outside).NegativeElbo.ShouldBe(model.Evaluate(inside).NegativeElbo);
    }

    public static TheoryData<string> Scores => [.. AnomalyColumns.Scores.Where(score => score.Value.HasContributions).Select(score => score.Key)];

    [Theory]
    [MemberData(nameof(Scores))]
    public void Contributions_Clip_AddUpToTheScoreAndShowTheSlotsOutOfRange(string score)
    {
        using VaeTransformer model = FitClipping(TestOptions.Tiny with { AnomalyScore = AnomalyColumns.Scores[score] }, TestImages.View(50));
        IDataView view = model.Transform(Single(TestImages.View(1), (2, 1.5f), (7, -3)));
        float[] far = view.Vectors(AnomalyColumns.Contributions)[0];
        float[] near = model.Transform(Single(TestImages.View(1), (2, 1), (7, 0))).Vectors(AnomalyColumns.Contributions)[0];

        far.Sum(value => (double)value).ShouldBe(view.Values<float>(AnomalyColumns.Score)[0], 1e-4 * far.Sum(Math.Abs));
        for (int slot = 0; slot < TinyModel.Size; slot++)
            far[slot].ShouldBe((float)(near[slot] + NatsPerUnit * (slot == 2 ? 0.5 : slot == 7 ? 3 : 0)), 1e-3, $"slot {slot}");
    }

    [Fact]
    public void Threshold_ValidationRowsOutOfRange_IsCalibratedOnTheScoresOfTheColumn()
    {
        IDataView validation = PixelViews.OfSingles(new MLContext(), [.. Enumerable.Range(0, 40).Select(row => Row(row, row % 4 == 0 ? 1 + row / 40f : 0.5f))]);
        using VaeTransformer model = FitClipping(TestOptions.Tiny with { Contamination = 0.25 }, TestImages.View(50), validation);

        IDataView view = model.Transform(validation);
        view.Values<bool>(AnomalyColumns.Label).Count(isAnomaly => isAnomaly).ShouldBe(10);
        float[] scores = [.. view.Values<float>(AnomalyColumns.Score)];
        float[] expected = [.. scores.Select(score => (1 + scores.Count(other => other >= score)) / 41f)];
        view.Values<float>(AnomalyColumns.PValue).Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 0.03f);   // equal scores may differ in the last bit
        model.Evaluate(validation).MeanAnomalyScore!.Value.ShouldBe(scores.Average(score => (double)score), 1e-3);

        static float[] Row(int row, float first)
        {
            float[] pixels = TestImages.Floats(row);
            pixels[0] = first;
            return pixels;
        }
    }

    private static VaeTransformer FitClipping(VaeOptions options, IDataView data, IDataView? validation = null) =>
        AnomalyColumns.With(options with { OnOutOfRange = OutOfRangeBehavior.Clip }).Fit(data, validation);

    /// <summary>The first row with other values in some slots.</summary>
    private static IDataView Single(IDataView view, params (int Slot, float Value)[] changes)
    {
        float[] pixels = view.Vectors(TinyModel.Input)[0];
        foreach ((int slot, float value) in changes)
            pixels[slot] = value;
        return PixelViews.OfSingles(new MLContext(), [pixels]);
    }

    private TransformerChain<VaeTransformer> Fit(OutOfRangeBehavior onOutOfRange) =>
        _context.Transforms.NormalizeMinMax(TinyModel.Input, fixZero: true).Append(_context.Transforms.VariationalAutoencoder(TestOptions.Tiny with
        {
            ScoreColumnName = AllColumns.Score,
            IsValidColumnName = "IsValid",
            OnOutOfRange = onOutOfRange,
        })).Fit(_context.Data.LoadFromEnumerable(Enumerable.Range(0, 44).Select(row => RowOf(row % 11)).ToList()));

    private static Row RowOf(float first) => new() { Pixels = [first, .. Enumerable.Range(0, TinyModel.Size - 1).Select(slot => (slot + (int)Math.Clamp(first, 0, 10)) % 11f)] };

    private sealed class Row
    {
        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];
    }
}

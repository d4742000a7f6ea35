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

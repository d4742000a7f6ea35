namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A model gets another threshold without another fit, and without a copy of its weights.</summary>
public sealed class OtherThresholdTests : IDisposable
{
    private const int Rows = 200;

    private static readonly VaeOptions _options = TestOptions.Tiny with
    {
        ScoreColumnName = AllColumns.Score,
        PredictedLabelColumnName = AllColumns.PredictedLabel,
        PValueColumnName = "PValue",
    };

    private readonly ScriptedView _data = TestImages.View(Rows);
    private readonly VaeTransformer _model;
    private readonly float[] _scores;

    public OtherThresholdTests()
    {
        _model = _options.Fit(TestImages.View(Rows));
        _scores = [.. _model.Transform(_data).Values<float>(AllColumns.Score)];
    }

    [Fact]
    public void WithThreshold_OneSide_LabelsTheRowsAboveIt()
    {
        float threshold = _scores.Order().ElementAt(Rows / 2);
        using VaeTransformer other = _model.WithThreshold(threshold);

        (other.ScoreThreshold, other.LowerScoreThreshold).ShouldBe((threshold, null));
        Labels(other).ShouldBe(_scores.Select(score => score > threshold));
        Labels(_model).Count(label => label).ShouldBe(Rows / 10);
        other.Report.ShouldBeSameAs(_model.Report);
    }

    [Fact]
    public void WithThreshold_TwoSides_LabelsTheRowsBeyondThem()
    {
        float[] sorted = [.. _scores.Order()];
        using VaeTransformer other = _model.WithThreshold(sorted[^5], sorted[4]);

        Labels(other).ShouldBe(_scores.Select(score => score > sorted[^5] || score < sorted[4]));
        other.LowerScoreThreshold.ShouldBe(sorted[4]);
    }

    [Fact]
    public void WithContamination_OtherRows_LabelsThatShareOfThem()
    {
        ScriptedView others = TestImages.View(80);
        using VaeTransformer other = _model.WithContamination(others, 0.25);

        others.Cursors.ShouldHaveSingleItem();
        other.Transform(others).Values<bool>(AllColumns.PredictedLabel).Count(label => label).ShouldBe(20);
    }

    [Fact]
    public void WithContamination_ModelWithTwoSides_KeepsBoth()
    {
        using VaeTransformer both = (_options with { ThresholdSides = ThresholdSides.Both }).Fit(_data);
        using VaeTransformer other = both.WithContamination(_data, 0.5);

        float[] scores = [.. both.Transform(_data).Values<float>(AllColumns.Score)];
        scores.Count(score => score > other.ScoreThreshold).ShouldBe(Rows / 4);
        scores.Count(score => score < other.LowerScoreThreshold).ShouldBe(Rows / 4);
    }

    [Fact]
    public void WithThreshold_Saved_IsLoadedWithTheNewOneAlone()
    {
        using VaeTransformer other = _model.WithThreshold(3, -1);
        using var loaded = (VaeTransformer)SavedModel.Of(other).Load();
        using var loadedFirst = (VaeTransformer)SavedModel.Of(_model).Load();

        (loaded.ScoreThreshold, loaded.LowerScoreThreshold).ShouldBe((3f, -1f));
        (loadedFirst.ScoreThreshold, loadedFirst.LowerScoreThreshold).ShouldBe((_model.ScoreThreshold, null));
        FloatAssert.ShouldBeBitEqual(Weights.Of(loaded), Weights.Of(_model));
        loaded.Transform(_data).Values<float>("PValue").ShouldBe(_model.Transform(_data).Values<float>("PValue"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_EitherOfTwo_LeavesTheOtherItsWeights(bool disposesTheFirst)
    {
        VaeTransformer other = _model.WithThreshold(3);
        other.Model.Network.ShouldBeSameAs(_model.Model.Network);
        (VaeTransformer gone, VaeTransformer left) = disposesTheFirst ? (_model, other) : (other, _model);

        gone.Dispose();
        gone.Dispose();

        Should.Throw<ObjectDisposedException>(() => gone.Transform(_data).Values<float>(AllColumns.Score));
        Should.Throw<ObjectDisposedException>(() => gone.WithThreshold(1));
        left.Transform(_data).Values<float>(AllColumns.Score).ShouldBe(_scores);
        left.Dispose();
        Should.Throw<ObjectDisposedException>(() => left.Transform(_data).Values<float>(AllColumns.Score));
    }

    [Fact]
    public void WithThreshold_AgainAndAgain_LeavesNoTensorBehind() => LiveTensors.ShouldStayFlat(10, () =>
    {
        using VaeTransformer other = _model.WithThreshold(3);
        using VaeTransformer another = other.WithContamination(_data, 0.2);
    });

    [Theory]
    [InlineData(float.NaN, null, "upper")]
    [InlineData(float.PositiveInfinity, null, "upper")]
    [InlineData(1f, float.NaN, "lower")]
    [InlineData(1f, float.NegativeInfinity, "lower")]
    [InlineData(1f, 1.5f, "lower")]
    public void WithThreshold_NoThreshold_OutOfRange(float upper, float? lower, string parameter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _model.WithThreshold(upper, lower)).ParamName.ShouldBe(parameter);

    [Theory]
    [InlineData(0)]
    [InlineData(0.51)]
    [InlineData(double.NaN)]
    public void WithContamination_NoShare_OutOfRange(double share) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _model.WithContamination(_data, share)).ParamName.ShouldBe("share");

    [Fact]
    public void WithContamination_NoRows_SaysSo() =>
        Should.Throw<InvalidOperationException>(() => _model.WithContamination(TestImages.View(0), 0.1)).Message.ShouldContain("the calibration data has no rows");

    [Fact]
    public void WithThreshold_ModelThatPredictsNoLabels_NamesTheOption()
    {
        using VaeTransformer model = (_options with { PredictedLabelColumnName = null }).Fit(_data);

        Should.Throw<InvalidOperationException>(() => model.WithThreshold(1)).Message.ShouldContain("VaeOptions.PredictedLabelColumnName");
        Should.Throw<InvalidOperationException>(() => model.WithContamination(_data, 0.1)).Message.ShouldContain("VaeOptions.PredictedLabelColumnName");
    }

    public void Dispose() => _model.Dispose();

    private List<bool> Labels(VaeTransformer model) => model.Transform(_data).Values<bool>(AllColumns.PredictedLabel);
}

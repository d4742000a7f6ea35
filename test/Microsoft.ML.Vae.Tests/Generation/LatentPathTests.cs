namespace Microsoft.ML.Vae.Tests.Generation;

public sealed class LatentPathTests : IDisposable
{
    private static readonly float[] _from = [1, -2, 0.5f];
    private static readonly float[] _to = [-1, 2, 0.1f];

    private readonly TinyModel _model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(400)]
    public void Interpolate_AnySteps_GoesStraightFromEndToEnd(int steps)
    {
        IDataView view = _model.Transformer.Interpolate(_from, _to, steps);
        float[][] codes = view.Vectors(TinyModel.Mean);

        codes.Length.ShouldBe(steps);
        codes[0].ShouldBe(_from);
        codes[^1].ShouldBe(_to);
        for (int step = 0; step < steps; step++)
        {
            double t = (double)step / (steps - 1);
            codes[step].ShouldBeCloseTo([.. _from.Zip(_to, (a, b) => a + t * (b - a))], $"step {step}");
        }
        CheckPictures(view);
    }

    [Fact]
    public void Interpolate_CodesOfEncodedRows_EndsAtTheirReconstructions()
    {
        float[][] codes = _model.Transformer.Encode(TestImages.View(2)).Vectors(TinyModel.Mean);
        float[][] expected = _model.Transformer.Transform(TestImages.View(2)).Vectors(TinyModel.Reconstruction);

        float[][] pictures = _model.Transformer.Interpolate(codes[0], codes[1], 6).Vectors(TinyModel.Reconstruction);

        new[] { pictures[0], pictures[^1] }.ShouldBeCloseTo(expected);
    }

    [Theory]
    [InlineData(0, 3, 7)]
    [InlineData(2, 0.5, 2)]
    public void Traverse_OneDimension_RunsFromMinusRangeToRange(int dimension, double range, int steps)
    {
        IDataView view = _model.Transformer.Traverse(_from, dimension, range, steps);
        float[][] codes = view.Vectors(TinyModel.Mean);

        codes.Length.ShouldBe(steps);
        for (int step = 0; step < steps; step++)
        {
            double[] expected = Array.ConvertAll(_from, value => (double)value);
            expected[dimension] = -range + 2 * range * step / (steps - 1);
            codes[step].ShouldBeCloseTo(expected, $"step {step}");
        }
        CheckPictures(view);
    }

    [Fact]
    public void Traverse_ByDefault_TakesSevenStepsOverThreeStandardDeviations() =>
        _model.Transformer.Traverse(_from, 1).Vectors(TinyModel.Mean).Select(code => code[1]).ShouldBe([-3, -2, -1, 0, 1, 2, 3]);

    [Fact]
    public void Paths_CallersArrayChangedAfterwards_StayTheSame()
    {
        float[] code = [.. _from];
        IDataView path = _model.Transformer.Interpolate(code, _to, 2), traverse = _model.Transformer.Traverse(code, 0);
        code.AsSpan().Fill(99);

        path.Vectors(TinyModel.Mean)[0].ShouldBe(_from);
        traverse.Vectors(TinyModel.Mean)[0][1..].ShouldBe(_from[1..]);
    }

    [Fact]
    public void Paths_NullCode_ArgumentNull()
    {
        Should.Throw<ArgumentNullException>(() => _model.Transformer.Interpolate(null!, _to, 2)).ParamName.ShouldBe("from");
        Should.Throw<ArgumentNullException>(() => _model.Transformer.Interpolate(_from, null!, 2)).ParamName.ShouldBe("to");
        Should.Throw<ArgumentNullException>(() => _model.Transformer.Traverse(null!, 0)).ParamName.ShouldBe("latent");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Paths_CodeOfAnotherSize_SaysBoth(int size)
    {
        var code = new float[size];
        string message = $"The latent has {size} numbers; must have 3.";

        Should.Throw<ArgumentException>(() => _model.Transformer.Interpolate(code, _to, 2)).Message.ShouldContain(message);
        Should.Throw<ArgumentException>(() => _model.Transformer.Interpolate(_from, code, 2)).ParamName.ShouldBe("to");
        Should.Throw<ArgumentException>(() => _model.Transformer.Traverse(code, 0)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void Paths_CodeThatIsNotFinite_SaysWhichNumber(float value, string text)
    {
        float[] code = [0, 0, value];
        string message = $"Number 2 of the latent is {text}; must be finite.";

        Should.Throw<ArgumentException>(() => _model.Transformer.Interpolate(_from, code, 2)).Message.ShouldContain(message);
        Should.Throw<ArgumentException>(() => _model.Transformer.Traverse(code, 0)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Paths_FewerThanTwoSteps_ArgumentOutOfRange(int steps)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Interpolate(_from, _to, steps)).ParamName.ShouldBe("steps");
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Traverse(_from, 0, steps: steps)).ParamName.ShouldBe("steps");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Traverse_NoSuchDimension_SaysTheRange(int dimension)
    {
        var thrown = Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Traverse(_from, dimension));

        thrown.ParamName.ShouldBe("dimension");
        thrown.Message.ShouldContain($"dimension is {dimension}; must be in [0, 2].");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    public void Traverse_BadRange_SaysWhatItMustBe(double range)
    {
        var thrown = Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Traverse(_from, 0, range));

        thrown.ParamName.ShouldBe("range");
        thrown.Message.ShouldContain("must be positive and finite.");
    }

    public void Dispose() => _model.Dispose();

    private void CheckPictures(IDataView view)
    {
        var plain = new ReferenceVae(_model.Network);
        float[][] codes = view.Vectors(TinyModel.Mean), pictures = view.Vectors(TinyModel.Reconstruction);
        pictures.Length.ShouldBe(codes.Length);
        for (int step = 0; step < codes.Length; step++)
            pictures[step].ShouldBeCloseTo(plain.BernoulliMean(Array.ConvertAll(codes[step], value => (double)value)), $"step {step}");
    }
}

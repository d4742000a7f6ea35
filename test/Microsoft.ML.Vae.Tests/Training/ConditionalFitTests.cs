using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Fits with a condition of every type beside pixels of every type, which must be the very same fit where the numbers are the same.</summary>
public class ConditionalFitTests
{
    private const int Rows = 100;
    private const int Odd = 13;       // bytes of pixels, behind which no number of a condition is aligned
    private const int Large = 4096;   // a cache of 1 MiB holds 63 such rows, so that more of them are streamed

    private static readonly VaeOptions _options = TestOptions.Tiny with { ConditionColumnName = ConditionedImages.Column };

    public static TheoryData<string> Types => ["Byte", "UInt16", "UInt64", "Dense", "Sparse"];

    [Theory]
    [MemberData(nameof(Types))]
    public void Fit_KeyOfAnyTypeOrItsNumbers_IsBitEqual(string type)
    {
        using VaeTransformer key = _options.Fit(ConditionedImages.View(Rows)), other = _options.Fit(View(type));

        Weights.Of(other).ShouldBe(Weights.Of(key));
        other.Transform(View(type)).Vectors(TinyModel.Mean).ShouldBe(key.Transform(ConditionedImages.View(Rows)).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Fit_OneNumber_IsThatOfAVectorOfOne()
    {
        ScriptedView scalar = TestImages.View(Rows).Add(ConditionedImages.Column, NumberDataViewType.Single, row => row / 100f);
        ScriptedView vector = TestImages.View(Rows).AddVector(ConditionedImages.Column, NumberDataViewType.Single, 1, row => TestImages.Dense([row / 100f]));

        Weights.Of(_options.Fit(scalar)).ShouldBe(Weights.Of(_options.Fit(vector)));
    }

    [Fact]
    public void Fit_Condition_ChangesWhatIsLearned()
    {
        using VaeTransformer conditional = _options.Fit(ConditionedImages.View(Rows)), plain = TestOptions.Tiny.Fit(TestImages.View(Rows));
        using VaeTransformer others = _options.Fit(TestImages.View(Rows).Add(ConditionedImages.Column, new KeyDataViewType(typeof(uint), 3), row => 4 - ConditionedImages.Key(row)));

        conditional.NetworkSummary.ShouldEndWith(", a condition of 3");
        conditional.ParameterCount.ShouldBe(plain.ParameterCount + 2 * 3 * 8);   // three more inputs of eight units, in the encoder and in the decoder
        Weights.Of(others).ShouldNotBe(Weights.Of(conditional));
    }

    /// <summary>Floats that hold k · (1/255) in single precision are exactly what the scaling makes of the bytes k.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_BytesOrTheSameScaledSingles_AreBitEqual(bool isKey)
    {
        ScriptedView bytes = AddCondition(new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Byte, Odd, row => TestImages.Dense(TestImages.Bytes(row, Odd))), isKey);
        ScriptedView singles = AddCondition(new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Single, Odd, row => TestImages.Dense(TestImages.Floats(row, Odd))), isKey);
        using VaeTransformer ofBytes = _options.Fit(bytes), ofSingles = _options.Fit(singles);

        Weights.Of(ofBytes).ShouldBe(Weights.Of(ofSingles));
        ofBytes.Transform(bytes).Vectors(TinyModel.Mean).ShouldBe(ofSingles.Transform(singles).Vectors(TinyModel.Mean));
        ofBytes.Evaluate(bytes).NegativeElbo.ShouldBe(ofSingles.Evaluate(singles).NegativeElbo);
        ofBytes.Report!.Health!.SquaredErrorPerPixel.ShouldBe(ofSingles.Report!.Health!.SquaredErrorPerPixel);
    }

    /// <summary>Principal components are of the pixels alone, wherever the next row begins.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Report_BytesAndACondition_HasThePcaBaselineOfThePixels(bool isKey)
    {
        ScriptedView plain = new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Byte, Odd, row => TestImages.Dense(TestImages.Bytes(row, Odd)));
        ScriptedView conditional = AddCondition(new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Byte, Odd, row => TestImages.Dense(TestImages.Bytes(row, Odd))), isKey);
        using VaeTransformer with = _options.Fit(conditional), without = TestOptions.Tiny.Fit(plain);

        with.Report!.Health!.PcaSquaredErrorPerPixel!.Value.ShouldBe(without.Report!.Health!.PcaSquaredErrorPerPixel!.Value, 1e-12);
        with.Report.Health.SampleRows.ShouldBe(Rows);
        with.Report.Health.SquaredErrorPerPixel.ShouldBe(with.Evaluate(conditional).SquaredErrorPerPixel, 1e-6);   // another order of the rows, in single precision
    }

    [Fact]
    public void Fit_Images_EqualsTheFitOnTheirPixels()
    {
        var context = new MLContext(1);
        VaeOptions options = _options with { Image = new ImageLayout(3, 4, Channels: 4) { InterleavePixelColors = true } };
        IDataView images = context.Data.LoadFromEnumerable(Enumerable.Range(0, 20).Select(row => new ImageRow
        {
            Pixels = MLImage.CreateFromPixels(4, 3, MLPixelFormat.Rgba32, Rgba(row)),
            Kind = ConditionedImages.Key(row) - 1,   // as ConditionedImageRow has it
        }).ToList());
        // ARGB, the layout's order of colours.
        ScriptedView vectors = new ScriptedView(20).AddVector(TinyModel.Input, NumberDataViewType.Byte, 48,
            row => TestImages.Dense<byte>([.. Rgba(row).Chunk(4).SelectMany(rgba => new[] { rgba[3], rgba[0], rgba[1], rgba[2] })])).AddKeys();
        using VaeTransformer ofImages = options.Fit(images), ofVectors = options.Fit(vectors);

        Weights.Of(ofImages).ShouldBe(Weights.Of(ofVectors));
        ofImages.Transform(images).Vectors(TinyModel.Mean).ShouldBe(ofVectors.Transform(vectors).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Fit_SameSeed_IsBitEqualCachedAndStreamed()
    {
        foreach (int size in new[] { TinyModel.Size, Large })
        {
            using VaeTransformer first = Streamed().Fit(Sized(size)), second = Streamed().Fit(Sized(size));
            Weights.Of(second).ShouldBe(Weights.Of(first), $"size {size}");
            first.History.ShouldAllBe(epoch => epoch.Rows == Rows);
        }
    }

    /// <summary>Every row takes its condition with it through the buffer: with fixed weights and one group of rows, the losses are those of memory.</summary>
    [Fact]
    public void Fit_Streamed_MeasuresWhatIsCached()
    {
        VaeOptions standing = Streamed() with { LearningRate = 1e-30, Epochs = 1 };   // no weight in single precision moves
        using VaeTransformer streamed = standing.Fit(Sized(Large)), cached = (standing with { InputCacheBytes = 1 << 24 }).Fit(Sized(Large));

        Weights.Of(streamed).ShouldBe(Weights.Of(cached));
        streamed.History[0].KlDivergence.ShouldBe(cached.History[0].KlDivergence, 1e-5 * (1 + cached.History[0].KlDivergence));   // another order of the rows
    }

    [Fact]
    public void Fit_FractionOrValidationRows_EqualsEachOther()
    {
        var share = new HoldoutSplit(3, 0.25, IsTraining: false);   // the seed of the fit
        ILookup<bool, int> parts = Enumerable.Range(0, Rows).ToLookup(row => share.Has(new DataViewRowId((ulong)row, 7)));   // a scripted row's id
        VaeOptions options = _options with { PredictedLabelColumnName = "Label" };
        using VaeTransformer fraction = (options with { ValidationFraction = 0.25 }).Fit(ConditionedImages.View(Rows));
        using VaeTransformer apart = new MLContext().Transforms.VariationalAutoencoder(options).Fit(Some([.. parts[false]]), Some([.. parts[true]]));

        Weights.Of(fraction).ShouldBe(Weights.Of(apart));
        fraction.History.ShouldBe(apart.History);
        fraction.ScoreThreshold.ShouldBe(apart.ScoreThreshold);
        apart.History[^1].ValidationNegativeElbo.ShouldNotBeNull();
    }

    [Fact]
    [Trait("trap", "26")]
    public void PredictedLabel_TrainingRows_AreAnomaliesAtTheRateOfContamination()
    {
        VaeOptions options = _options with { PredictedLabelColumnName = "Label", ScoreColumnName = "Score", Contamination = 0.2 };
        using VaeTransformer model = options.Fit(ConditionedImages.View(Rows));

        model.Transform(ConditionedImages.View(Rows)).Values<bool>("Label").Count(isAnomaly => isAnomaly).ShouldBe(20);
    }

    [Fact]
    public void Fit_WarmStartOfAnotherCondition_ArgumentThatSaysBoth()
    {
        using VaeTransformer source = _options.Fit(ConditionedImages.View(20));
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(_options);

        Should.Throw<ArgumentException>(() => estimator.Fit(TestImages.View(20).AddKeys(4), null, source)).Message.ShouldContain("a condition of 3; the options and the data ask for");
        using VaeTransformer warm = estimator.Fit(ConditionedImages.View(20), null, source);
        warm.ConditionColumnName.ShouldBe(ConditionedImages.Column);
    }

    [Fact]
    public void Fit_ReadsNoMoreThanPixelsAndCondition()
    {
        ScriptedView data = ConditionedImages.View(20).Add("Another", NumberDataViewType.Single, _ => 1f);
        using VaeTransformer model = _options.Fit(data);

        data.Cursors.ShouldHaveSingleItem().Active.ShouldBe([data.Schema[TinyModel.Input].Index, data.Schema[ConditionedImages.Column].Index], ignoreOrder: true);
    }

    private static VaeOptions Streamed() => _options with { InputCacheBytes = 1 << 20 };

    private static ScriptedView Sized(int size) =>
        new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Single, size, row => TestImages.Dense(TestImages.Floats(row, size))).AddKeys();

    private static ScriptedView Some(int[] rows) => new ScriptedView(rows.Length)
        .AddVector(TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(TestImages.Floats(rows[row])))
        .Add(ConditionedImages.Column, new KeyDataViewType(typeof(uint), ConditionedImages.Count), row => ConditionedImages.Key(rows[row]));

    private static ScriptedView AddCondition(ScriptedView view, bool isKey) => isKey
        ? view.AddKeys()
        : view.AddVector(ConditionedImages.Column, NumberDataViewType.Single, 2, row => TestImages.Dense([row / 100f, 1 - row / 50f]));

    private static ScriptedView View(string type)
    {
        ScriptedView pictures = TestImages.View(Rows);
        return type switch
        {
            "Byte" => pictures.Add(ConditionedImages.Column, new KeyDataViewType(typeof(byte), 3), row => (byte)ConditionedImages.Key(row)),
            "UInt16" => pictures.Add(ConditionedImages.Column, new KeyDataViewType(typeof(ushort), 3), row => (ushort)ConditionedImages.Key(row)),
            "UInt64" => pictures.Add(ConditionedImages.Column, new KeyDataViewType(typeof(ulong), 3), row => (ulong)ConditionedImages.Key(row)),
            "Dense" => pictures.AddVector(ConditionedImages.Column, NumberDataViewType.Single, 3, row => TestImages.Dense(OneHot(row))),
            _ => pictures.AddVector(ConditionedImages.Column, NumberDataViewType.Single, 3, row => TestImages.Sparse(OneHot(row))),
        };
    }

    private static float[] OneHot(int row) => Array.ConvertAll(ConditionedImages.OneHot(ConditionedImages.Key(row)), value => (float)value);

    private static byte[] Rgba(int row) => [.. Enumerable.Range(0, 48).Select(i => (byte)(i % 4 == 3 ? 255 : (row * 31 + i * 17) % 256))];

    private sealed class ImageRow
    {
        [ImageType(3, 4)]
        public MLImage Pixels { get; set; } = null!;

        [KeyType(ConditionedImages.Count)]
        public uint Kind { get; set; }
    }
}

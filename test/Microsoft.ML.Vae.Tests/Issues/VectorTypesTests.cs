using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>Vectors as applications and other transforms have them: of unknown size, of other number types, of Boolean.</summary>
public class VectorTypesTests
{
    private const int Rows = 40;

    private readonly MLContext _context = new(1);

    [Fact]
    public void FitAndTransform_UnknownSizeWithInputSize_EqualThoseOfKnownSize()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(row => new UnsizedRow { Pixels = TestImages.Floats(row) }).ToList());
        VaeOptions options = TestOptions.Tiny with { InputSize = TinyModel.Size, ReconstructionColumnName = TinyModel.Reconstruction };
        using VaeTransformer known = options.Fit(TestImages.View(Rows));

        using var chain = new EstimatorChain<ITransformer>().Append(_context.Transforms.VariationalAutoencoder(options)).Fit(data);

        foreach (string column in new[] { TinyModel.Mean, TinyModel.Reconstruction })
            chain.Transform(data).Vectors(column).ShouldBe(known.Transform(TestImages.View(Rows)).Vectors(column));
        known.Transform(data).Vectors(TinyModel.Mean).ShouldBe(known.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Fit_UnknownSizeWithAnImage_TakesItsSize()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(row => new UnsizedRow { Pixels = TestImages.Floats(row) }).ToList());

        using VaeTransformer model = (TestOptions.Tiny with { Image = new ImageLayout(3, 4, 1) }).Fit(data);

        model.Transform(data).Vectors(TinyModel.Mean).Length.ShouldBe(Rows);
    }

    [Fact]
    public void Fit_UnknownSizeWithNeither_NamesBothRemedies()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new UnsizedRow()]);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny);
        const string expected = "expected known-size vector of Single or Byte, or Image (set VaeOptions.InputSize, or VaeOptions.Image for vectors that are images)";

        Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message.ShouldContain(expected);
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(data))).Message.ShouldContain(expected);
    }

    [Fact]
    public void Fit_RowOfAnotherSizeThanInputSize_IsNamed()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new UnsizedRow { Pixels = new float[5] }]);

        Should.Throw<InvalidOperationException>(() => (TestOptions.Tiny with { InputSize = 12 }).Fit(data)).Message
            .ShouldBe("Column 'Pixels', row 0: expected a vector of size 12, got size 5.");
    }

    [Fact]
    public void Options_InputSizeThatContradicts_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputSize = 5, Image = new ImageLayout(3, 4, 1) }))
            .Message.ShouldContain("InputSize is 5; must be 12, the size of an image of 3 x 4 with 1 planar channels.");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { InputSize = 0 }))
            .Message.ShouldContain("InputSize is 0; must be in [1, 536870911].");
        Should.Throw<ArgumentOutOfRangeException>(() => (TestOptions.Tiny with { InputSize = 5 }).Fit(TestImages.View(5)))
            .Message.ShouldContain("expected 5 slots, as VaeOptions.InputSize says");
    }

    [Fact]
    public void FitAndTransform_OtherNumbersThatSingleHolds_EqualThoseOfSingle()
    {
        CheckEquals<double>(NumberDataViewType.Double, value => value);
        CheckEquals<short>(NumberDataViewType.Int16, value => (short)value);
        CheckEquals<ushort>(NumberDataViewType.UInt16, value => (ushort)value);
        CheckEquals<int>(NumberDataViewType.Int32, value => (int)value);
        CheckEquals<uint>(NumberDataViewType.UInt32, value => (uint)value);
        CheckEquals<bool>(BooleanDataViewType.Instance, value => value != 0);
    }

    [Fact]
    public void Fit_NumbersThatSingleDoesNotHold_NamesTheRowAndConvertType()
    {
        ScriptedView doubles = new ScriptedView(5).AddVector(TinyModel.Input, NumberDataViewType.Double, 3, _ => TestImages.Dense([0, 0.5, 0.1]));
        ScriptedView integers = new ScriptedView(5).AddVector(TinyModel.Input, NumberDataViewType.Int32, 2, _ => TestImages.Dense([0, (1 << 24) + 1]));

        Should.Throw<InvalidOperationException>(() => TestOptions.Tiny.Fit(doubles)).Message
            .ShouldBe("Column 'Pixels', row 0, slot 2: got 0.1, which a Single does not hold exactly. Append ConvertType before.");
        Should.Throw<InvalidOperationException>(() => TestOptions.Tiny.Fit(integers)).Message.ShouldContain("slot 1: got 16777217, which a Single does not hold exactly.");
    }

    [Fact]
    public void Fit_NumbersOfOtherTypes_NamesConvertType()
    {
        ScriptedView view = new ScriptedView(5).AddVector(TinyModel.Input, NumberDataViewType.Int64, 3, _ => TestImages.Dense([0L, 1, 1]));

        Should.Throw<ArgumentOutOfRangeException>(() => TestOptions.Tiny.Fit(view)).Message
            .ShouldContain("expected known-size vector of Single or Byte, or Image (append ConvertType before), got Vector<Int64, 3>");
        IDataView converted = _context.Transforms.Conversion.ConvertType(TinyModel.Input, outputKind: DataKind.Single).Fit(view).Transform(view);
        TestOptions.Tiny.Fit(converted).Dispose();
    }

    private static void CheckEquals<T>(PrimitiveDataViewType type, Func<float, T> convert)
    {
        float[] Values(int row) => [.. TestImages.Bytes(row).Select(grey => (float)(grey & 1))];
        ScriptedView singles = new ScriptedView(Rows).AddVector(TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(Values(row)));
        ScriptedView others = new ScriptedView(Rows).AddVector(TinyModel.Input, type, TinyModel.Size, row => TestImages.Dense(Array.ConvertAll(Values(row), value => convert(value))));
        using VaeTransformer expected = TestOptions.Tiny.Fit(singles);
        using VaeTransformer model = TestOptions.Tiny.Fit(others);

        model.Transform(others).Vectors(TinyModel.Mean).ShouldBe(expected.Transform(singles).Vectors(TinyModel.Mean), $"{type}");
        expected.Transform(others).Vectors(TinyModel.Mean).ShouldBe(expected.Transform(singles).Vectors(TinyModel.Mean), $"{type}");
    }

    private sealed class UnsizedRow
    {
        public float[] Pixels { get; set; } = [];
    }
}

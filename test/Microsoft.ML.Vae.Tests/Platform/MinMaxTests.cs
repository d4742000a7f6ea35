using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Tests.Inputs;
using Microsoft.ML.Vae.Tests.Mapping;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>NormalizeMinMax.</summary>
public sealed class MinMaxTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void Fit_FixZero_DividesByTheGreatestMagnitude()
    {
        var view = View(-4, 2, 1);
        Apply(view, _ml.Transforms.NormalizeMinMax("Single")).GetColumn<float>("Single").ShouldBe([-1f, 0.5f, 0.25f]);
        Apply(view, _ml.Transforms.NormalizeMinMax("Double")).GetColumn<double>("Double").ShouldBe([-1d, 0.5d, 0.25d]);
    }

    [Fact]
    public void Fit_FreeZero_GoesFromZeroToOne()
    {
        var view = View(-4, 4, 0);
        Apply(view, _ml.Transforms.NormalizeMinMax("Single", fixZero: false)).GetColumn<float>("Single").ShouldBe([0f, 1f, 0.5f]);
        Apply(view, _ml.Transforms.NormalizeMinMax("Double", fixZero: false)).GetColumn<double>("Double").ShouldBe([0d, 1d, 0.5d]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_ConstantColumn_GivesZero(bool fixZero) =>
        Apply(View(5, 5), _ml.Transforms.NormalizeMinMax("Single", fixZero: fixZero)).GetColumn<float>("Single").ShouldBe([0f, 0f]);

    [Fact]
    public void Fit_NotANumber_DoesNotCountAndStays() =>
        Apply(View(2, double.NaN, 1), _ml.Transforms.NormalizeMinMax("Single")).GetColumn<float>("Single").ShouldBe([1f, float.NaN, 0.5f]);

    [Fact]
    public void Fit_NoRows_GivesZero()
    {
        var model = _ml.Transforms.NormalizeMinMax("Single").Fit(View());
        model.Transform(View(3)).GetColumn<float>("Single").ShouldBe([0f]);
    }

    [Fact]
    public void Fit_MaximumExampleCount_ReadsNoFurther() =>
        Apply(View(1, 2, 100), _ml.Transforms.NormalizeMinMax("Single", maximumExampleCount: 2)).GetColumn<float>("Single").ShouldBe([0.5f, 1f, 50f]);

    [Fact]
    public void Fit_Vectors_ScalesEachSlot()
    {
        var scaled = Apply(_ml.View(5), _ml.Transforms.NormalizeMinMax("Scaled", "Vector", fixZero: false));
        scaled.GetColumn<float[]>("Scaled").First().ShouldBe([0f, 0f, 1f]);
        scaled.GetColumn<float[]>("Scaled").Last().ShouldBe([1f, 1f, 0f]);
        Apply(_ml.View(5), _ml.Transforms.NormalizeMinMax("Vector")).GetColumn<float[]>("Vector").Last().ShouldBe([1f, 1f, -1f]);
    }

    [Theory]
    [InlineData(true, new[] { 0f, 0.5f, 0, 0, 0, 0 }, new[] { 0f, 1f, 0, 0, 0, 0 }, false)]
    [InlineData(false, new[] { 0f, 0, 0, 0, 0, 0 }, new[] { 0f, 1, 0, 0, 0, 0 }, false)]
    public void Transform_SparseVectors_StaySparseWhereTheResultIs(bool fixZero, float[] first, float[] second, bool isDense)
    {
        var view = Sparse(new(6, 1, [2], [1]), new(6, 1, [4], [1]));
        var vectors = Read(Apply(view, _ml.Transforms.NormalizeMinMax("Vector", fixZero: fixZero)));
        vectors.Select(vector => vector.DenseValues().ToArray()).ShouldBe([first, second]);
        vectors.ShouldAllBe(vector => vector.IsDense == isDense);
    }

    [Fact]
    public void Transform_HalfOfTheSlotsNotZero_GivesADenseVector() =>
        Read(Apply(Sparse(new(4, 2, [2, 4], [1, 2]), new(4, 2, [1, 1], [1, 2])), _ml.Transforms.NormalizeMinMax("Vector")))
            .ShouldAllBe(vector => vector.IsDense);

    [Fact]
    public void Fit_SlotLeftOut_IsZeroThere()
    {
        var model = _ml.Transforms.NormalizeMinMax("Vector", fixZero: false).Fit(Sparse(new(6, 1, [2], [1]), new(6, 0, [], [])));
        var parameters = model.GetNormalizerModelParameters(0)
            .ShouldBeOfType<NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>>();
        parameters.Scale.ShouldBe([0, 0.5f, 0, 0, 0, 0]);
        parameters.Offset.ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => model.GetNormalizerModelParameters(1)).Message
            .ShouldBe("Not valid. Valid range is from 0 (inclusive) to 1 (exclusive) but got 1. (Parameter 'index')");
    }

    [Fact]
    public void GetOutputSchema_Promise_IsWhatTheTransformerDelivers()
    {
        var view = Apply(_ml.View(4), _ml.Transforms.Concatenate("Joined", "Number", "Vector"));
        var estimator = _ml.Transforms.NormalizeMinMax([new("Joined"), new("Scaled", "Number")]);
        var scaled = Apply(view, estimator);

        Describe(estimator.GetOutputSchema(SchemaShapes.Of(view))).ShouldBe(Describe(SchemaShapes.Of(scaled)), ignoreOrder: true);
        scaled.Schema["Joined"].IsNormalized().ShouldBeTrue();
        scaled.Schema["Scaled"].IsNormalized().ShouldBeTrue();
        scaled.Schema["Joined"].HasSlotNames().ShouldBeTrue();
    }

    [Theory]
    [InlineData("Nope", "Could not find input column 'Nope' (Parameter 'inputSchema')")]
    [InlineData("Name", "Schema mismatch for input column 'Name': expected vector or scalar of Single or Double, got String (Parameter 'inputSchema')")]
    public void GetOutputSchema_BadColumn_Throws(string column, string message)
    {
        var estimator = _ml.Transforms.NormalizeMinMax("Out", column);
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(_ml.View(1)))).Message.ShouldBe(message);
    }

    [Fact]
    public void Fit_BadColumn_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Nope").Fit(_ml.View(1)))
            .Message.ShouldBe("Could not find input column 'Nope' (Parameter 'data')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Name").Fit(_ml.View(1))).Message.ShouldBe(
            "Wrong column type for input column. Expected: Single, Double, Vector of Single or Vector of Double. Got: String. (Parameter 'srcType')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Number", maximumExampleCount: 1))
            .ParamName.ShouldBe("maximumExampleCount");
    }

    [Fact]
    public void Fit_VectorOfAnotherLength_Throws()
    {
        var view = _ml.Data.LoadFromEnumerable(new PlatformRow[] { new() { Vector = [1, 2] } });
        Should.Throw<InvalidOperationException>(() => _ml.Transforms.NormalizeMinMax("Vector").Fit(view))
            .Message.ShouldBe("Normalizer expected 3 slots but got 2");
        var model = _ml.Transforms.NormalizeMinMax("Vector").Fit(_ml.View(3));
        Should.Throw<InvalidOperationException>(() => model.Transform(view).GetColumn<float[]>("Vector").ToList());
    }

    [Theory]
    [InlineData("Name", "String")]
    public void Transform_WrongType_Throws(string hiding, string type)
    {
        var model = _ml.Transforms.NormalizeMinMax("Number").Fit(_ml.View(3));
        var view = Apply(_ml.View(3), _ml.Transforms.CopyColumns("Number", hiding));
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transform(view)).Message.ShouldBe(
            $"Schema mismatch for input column 'Number': expected scalar or known-size vector of Single, got {type} (Parameter 'inputSchema')");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SaveAndLoad_AllKindsOfColumns_DoTheSame(bool fixZero)
    {
        var view = Apply(View(-4, 2, 1), _ml.Transforms.Concatenate("Vector", "Single", "Single"));
        var model = _ml.Transforms.NormalizeMinMax([new("Single"), new("Double"), new("Vector")], fixZero: fixZero).Fit(view);
        var zip = _ml.Save(model, view.Schema);

        var loaded = new MLContext().Load(zip, out _).ShouldBeOfType<NormalizingTransformer>();
        loaded.Transform(view).GetColumn<float>("Single").ShouldBe(model.Transform(view).GetColumn<float>("Single"));
        loaded.Transform(view).GetColumn<double>("Double").ShouldBe(model.Transform(view).GetColumn<double>("Double"));
        loaded.Transform(view).GetColumn<float[]>("Vector").ShouldBe(model.Transform(view).GetColumn<float[]>("Vector"));
        loaded.GetOutputSchema(view.Schema)["Vector"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 2));
        Zips.Entries(zip).Keys.ShouldContain("TransformerChain/Normalizer_002/Model.key");
        Zips.Entries(zip).Keys.ShouldContain("TransformerChain/Normalizer_002/AffineNormalizer.txt");
    }

    [Fact]
    public void SaveAndLoad_VectorOfTwoDimensions_KeepsThem()
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 2, 3);
        var view = new ScriptedView(2).Add("Vector", type, row => new VBuffer<float>(6, [row, 1, 2, 3, 4, 5]));
        var model = _ml.Transforms.NormalizeMinMax("Vector").Fit(view);
        model.GetOutputSchema(view.Schema)["Vector"].Type.ShouldBe(type);
        new MLContext().Load(_ml.Save(model, view.Schema), out _).GetOutputSchema(view.Schema)["Vector"].Type.ShouldBe(type);
    }

    /// <summary>The type, as vector, Single (9), one dimension of 2; the function, as numbers of 4 bytes, 2 slots, all of them changed.</summary>
    [Fact]
    public void Save_VectorColumn_HasTheKnownLayout()
    {
        var view = Apply(View(1, 3), _ml.Transforms.Concatenate("Vector", "Single", "Single"));
        var zip = Zips.Entries(_ml.Save(_ml.Transforms.NormalizeMinMax("Vector", fixZero: false).Fit(view), view.Schema));

        Zips.Contains(zip["TransformerChain/Model.key"], (byte)1, (byte)9, 1, 2).ShouldBeTrue();
        Zips.Contains(zip["TransformerChain/Normalizer_000/Model.key"], 4, 2, -1, 2, 0.5f, 0.5f, 2, 1f, 1f).ShouldBeTrue();
    }

    private IDataView View(params double[] numbers) =>
        _ml.Data.LoadFromEnumerable(numbers.Select(number => new Numbers { Single = (float)number, Double = number }));

    private static ScriptedView Sparse(params VBuffer<float>[] rows) =>
        new ScriptedView(rows.Length).Add("Vector", new VectorDataViewType(NumberDataViewType.Single, rows[0].Length), row => rows[row]);

    private static List<VBuffer<float>> Read(IDataView view)
    {
        using var cursor = view.GetRowCursor([view.Schema["Vector"]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Vector"]);
        var vectors = new List<VBuffer<float>>();
        while (cursor.MoveNext())
        {
            VBuffer<float> vector = default;
            getter(ref vector);
            vectors.Add(vector);
        }

        return vectors;
    }

    private static IDataView Apply<T>(IDataView view, IEstimator<T> estimator)
        where T : ITransformer => estimator.Fit(view).Transform(view);

    private static IEnumerable<string> Describe(SchemaShape shape) => shape.Select(column =>
        $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join(", ", column.Annotations.Select(a => a.Name))}]");

    private sealed class Numbers
    {
        public float Single { get; set; }

        public double Double { get; set; }
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>The keys of a condition mean their names, whatever numbers another data set gives them.</summary>
public class ConditionNamesTests
{
    private const string Kind = "Kind";
    private const string Name = "Name";

    private static readonly string[] _kinds = ["cat", "dog", "owl"];

    private readonly MLContext _context = new(1);

    [Fact]
    public void Transform_KeysInAnotherOrder_AreMatchedByName()
    {
        IDataView data = Data(_kinds), mapped = Map(data);
        using VaeTransformer model = Fit(mapped);
        IDataView reversed = Map(data, ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence, Data([.. _kinds.Reverse()]));
        reversed.Values<uint>(Kind).ShouldNotBe(mapped.Values<uint>(Kind));

        foreach (VaeTransformer either in new[] { model, Reload(model, mapped) })
            either.Transform(reversed).Vectors(TinyModel.Mean).ShouldBe(model.Transform(mapped).Vectors(TinyModel.Mean));
        model.Evaluate(reversed).NegativeElbo.ShouldBe(model.Evaluate(mapped).NegativeElbo);
    }

    [Fact]
    public void Transform_FewerNames_AreMatchedToo()
    {
        using VaeTransformer model = Fit(Map(Data(_kinds)));
        IDataView dogs = Data(["dog"]);

        model.Transform(Map(dogs)).Vectors(TinyModel.Mean).ShouldBe(model.Transform(Map(dogs, source: Data(_kinds))).Vectors(TinyModel.Mean));
    }

    [Fact]
    public void Transform_UnknownName_IsRefusedOrMissing()
    {
        IDataView data = Data(["cat", "yak"]);
        using VaeTransformer throwing = Fit(Map(Data(_kinds)));
        using VaeTransformer missing = Fit(Map(Data(_kinds)), onInvalidRow: InvalidInputBehavior.Missing);

        Should.Throw<InvalidOperationException>(() => throwing.Transform(Map(data)).Vectors(TinyModel.Mean)).Message
            .ShouldBe("Column 'Kind', row 1 (Name 'yak'): the key is 'yak'; must be one of the model's: 'cat', 'dog', 'owl'.");
        missing.Transform(Map(data)).Vectors(TinyModel.Mean).Take(4).Select(latent => float.IsNaN(latent[0])).ShouldBe([false, true, false, true]);
    }

    [Fact]
    public void Generation_ByName_EqualsTheNumbersAndCarriesTheNames()
    {
        using VaeTransformer model = Fit(Map(Data(_kinds)));
        float[] latent = [0.5f, -1];

        Equal(model.Sample(3, 1, "dog"), model.Sample(3, 1, [2]), "Sample");
        Equal(model.Interpolate(latent, [0, 0], 4, "owl"), model.Interpolate(latent, [0, 0], 4, [3]), TinyModel.Reconstruction);
        Equal(model.Traverse(latent, 1, 3, 7, "cat"), model.Traverse(latent, 1, condition: [1]), TinyModel.Reconstruction);
        IDataView view = model.Sample(3, 1, "dog");
        _context.Transforms.Conversion.MapKeyToValue(Name, Kind).Fit(view).Transform(view).Values<ReadOnlyMemory<char>>(Name)
            .Select(name => name.ToString()).ShouldBe(["dog", "dog", "dog"]);
    }

    [Fact]
    public void Generation_ByNameAfterLoading_Works()
    {
        IDataView mapped = Map(Data(_kinds));
        using VaeTransformer model = Fit(mapped), loaded = Reload(model, mapped);

        Equal(loaded.Sample(3, 1, "dog"), model.Sample(3, 1, "dog"), "Sample");
    }

    [Fact]
    public void Generation_ByANameThatIsNotThere_SaysWhichAre()
    {
        using VaeTransformer named = Fit(Map(Data(_kinds)));
        using VaeTransformer unnamed = (TestOptions.Tiny with { ConditionColumnName = ConditionedImages.Column }).Fit(ConditionedImages.View(30));
        using VaeTransformer unconditional = TestOptions.Tiny.Fit(TestImages.View(30));

        Should.Throw<ArgumentException>(() => named.Sample(1, 1, "yak")).Message.ShouldContain("condition is 'yak'; must be one of 'cat', 'dog', 'owl'.");
        Should.Throw<ArgumentException>(() => unnamed.Sample(1, 1, "dog")).Message
            .ShouldContain("condition is 'dog', but column 'Kind' is Key of 3 values, whose values had no names when the model was trained.");
        Should.Throw<ArgumentException>(() => unconditional.Sample(1, 1, "dog")).Message.ShouldContain("the model has no ConditionColumnName");
    }

    [Fact]
    public void Fit_BooleanCondition_IsTwoKinds()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 40)
            .Select(row => new BooleanRow { Pixels = TestImages.Floats(row), Kind = row % 3 == 0 }).ToList());

        using VaeTransformer model = Fit(data), loaded = Reload(model, data);

        float[][] latents = model.Transform(data).Vectors(TinyModel.Mean);
        loaded.Transform(data).Vectors(TinyModel.Mean).ShouldBe(latents);
        Equal(model.Sample(2, 1, "True"), model.Sample(2, 1, [2]), "Sample");
        Should.Throw<Exception>(() => model.Sample(2, 1, [3]));
        model.NetworkSummary.ShouldContain("a condition of 2");
    }

    [Fact]
    public void Fit_TextCondition_NamesMapValueToKey()
    {
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(TestOptions.Tiny with { ConditionColumnName = Name });
        IDataView data = Data(_kinds);

        Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message.ShouldContain("(append MapValueToKey before)");
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(data))).Message.ShouldContain("(append MapValueToKey before)");
    }

    private static void Equal(IDataView got, IDataView expected, string column)
    {
        got.Vectors(column).ShouldBe(expected.Vectors(column));
        got.Vectors(TinyModel.Mean).ShouldBe(expected.Vectors(TinyModel.Mean));
    }

    private static VaeTransformer Fit(IDataView data, InvalidInputBehavior onInvalidRow = InvalidInputBehavior.Throw) =>
        (TestOptions.Tiny with { ConditionColumnName = Kind, ReconstructionColumnName = TinyModel.Reconstruction, OnInvalidRow = onInvalidRow }).Fit(data);

    private VaeTransformer Reload(VaeTransformer model, IDataView data)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        return (VaeTransformer)new MLContext().Model.Load(stream, out _);
    }

    private IDataView Map(
        IDataView data, ValueToKeyMappingEstimator.KeyOrdinality order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence, IDataView? source = null) =>
        _context.Transforms.Conversion.MapValueToKey(Kind, Name, keyOrdinality: order).Fit(source ?? data).Transform(data);

    private IDataView Data(string[] kinds) => _context.Data.LoadFromEnumerable(
        Enumerable.Range(0, 40).Select(row => new NamedRow { Pixels = TestImages.Floats(row), Name = kinds[row % kinds.Length] }).ToList());

    private sealed class NamedRow
    {
        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class BooleanRow
    {
        [VectorType(TinyModel.Size)]
        public float[] Pixels { get; set; } = [];

        public bool Kind { get; set; }
    }
}

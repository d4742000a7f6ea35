using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>A condition column that is missing, or is not what the model was trained with, at every entrance.</summary>
public class ConditionColumnTests
{
    private const string Expected = "Key of at most 4096 values, Boolean, Single, or known-size vector of at most 4096 Single";

    private static readonly MLContext _context = new(1);
    private static readonly VaeOptions _options = TestOptions.Tiny with { ConditionColumnName = ConditionedImages.Column };

    [Fact]
    [Trait("case", "3")]
    public void EveryEntrance_MissingColumn_SaysWhich()
    {
        const string Message = "Could not find condition column 'Kind' (Parameter 'inputSchema')";
        ScriptedView data = TestImages.View(3);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(_options);
        using TinyModel model = Conditional();
        ITransformer transformer = model.Transformer;

        Refused(() => estimator.GetOutputSchema(SchemaShapes.Of(data))).ShouldBe(Message);
        Refused(() => estimator.Fit(data)).ShouldBe(Message);
        Refused(() => transformer.GetOutputSchema(data.Schema)).ShouldBe(Message);
        Refused(() => transformer.Transform(data)).ShouldBe(Message);
        Refused(() => transformer.GetRowToRowMapper(data.Schema)).ShouldBe(Message);
        Refused(() => model.Transformer.Encode(data)).ShouldBe(Message);
        Refused(() => model.Transformer.Evaluate(data)).ShouldBe(Message);
        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_Text_SchemaMismatch() => CheckMismatch(TestImages.View(3).Add(ConditionedImages.Column, TextDataViewType.Instance, _ => "a".AsMemory()), "String", " (append MapValueToKey before)");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_Double_SchemaMismatch() => CheckMismatch(TestImages.View(3).Add(ConditionedImages.Column, NumberDataViewType.Double, _ => 1.0), "Double");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_VectorOfKeys_SchemaMismatch() => CheckMismatch(
        TestImages.View(3).AddVector(ConditionedImages.Column, new KeyDataViewType(typeof(uint), 3), 2, _ => new VBuffer<uint>(2, [1, 1])), "Vector<Key<UInt32, 0-2>, 2>");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_VectorOfUnknownSize_SchemaMismatch() => CheckMismatch(
        TestImages.View(3).Add(ConditionedImages.Column, new VectorDataViewType(NumberDataViewType.Single), _ => new VBuffer<float>(2, [1, 1])), "Vector<Single>");

    /// <summary>What only data, and no promised shape, can tell.</summary>
    [Theory]
    [Trait("case", "4")]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_MoreThan4096Numbers_SchemaMismatch(bool isKey)
    {
        ScriptedView data = isKey
            ? TestImages.View(3).AddKeys(4097)
            : TestImages.View(3).AddVector(ConditionedImages.Column, NumberDataViewType.Single, 4097, _ => new VBuffer<float>(4097, new float[4097]));

        Refused(() => _context.Transforms.VariationalAutoencoder(_options).Fit(data)).ShouldStartWith($"Schema mismatch for condition column 'Kind': expected {Expected}, got ");
        data.Cursors.ShouldBeEmpty();
    }

    public static TheoryData<string> Others => ["Key<UInt32, 0-3>", "Key<UInt32, 0-1>", "Single", "Vector<Single, 3>"];

    [Theory]
    [Trait("case", "8")]
    [MemberData(nameof(Others))]
    public void Transform_AnotherConditionThanWasTrainedWith_SaysBoth(string got)
    {
        ScriptedView data = Other(got);
        using TinyModel model = Conditional();
        ITransformer transformer = model.Transformer;
        string message = $"Schema mismatch for condition column 'Kind': expected Key of 3 values, got {got} (Parameter 'inputSchema')";

        Refused(() => transformer.Transform(data)).ShouldBe(message);
        Refused(() => transformer.GetOutputSchema(data.Schema)).ShouldBe(message);
        Refused(() => transformer.GetRowToRowMapper(data.Schema)).ShouldBe(message);
        Refused(() => model.Transformer.Evaluate(data)).ShouldBe(message);
        data.Cursors.ShouldBeEmpty();
    }

    [Theory]
    [Trait("case", "23")]
    [MemberData(nameof(Others))]
    public void Fit_ValidationOfAnotherCondition_SaysBothBeforeAnythingIsRead(string got)
    {
        ScriptedView data = ConditionedImages.View(10), validation = Other(got);

        Refused(() => _context.Transforms.VariationalAutoencoder(_options).Fit(data, validation))
            .ShouldBe($"Schema mismatch for condition column 'Kind': expected Key of 3 values, got {got} (Parameter 'inputSchema')");
        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("case", "23")]
    public void Fit_ValidationWithoutTheCondition_NamesIt() =>
        Refused(() => _context.Transforms.VariationalAutoencoder(_options).Fit(ConditionedImages.View(10), TestImages.View(10))).ShouldContain("Could not find condition column 'Kind'");

    [Fact]
    public void Decode_CodesWithoutTheCondition_NamesIt()
    {
        using TinyModel model = Conditional();
        static ScriptedView Codes() =>
            new ScriptedView(2).AddVector(TinyModel.Mean, NumberDataViewType.Single, TinyModel.Latent, _ => TestImages.Dense(new float[TinyModel.Latent]));

        Refused(() => model.Transformer.Decode(Codes())).ShouldContain("Could not find condition column 'Kind'");
        Refused(() => model.Transformer.Decode(Codes().AddKeys(5))).ShouldContain("expected Key of 3 values, got Key<UInt32, 0-4>");
    }

    internal static TinyModel Conditional() =>
        TinyModel.Create(AllColumns.Names with { Condition = ConditionedImages.Column, PredictedLabel = null }, condition: ConditionedImages.Condition);

    /// <summary>A column that another model might have been trained with.</summary>
    private static ScriptedView Other(string type) => type switch
    {
        "Key<UInt32, 0-3>" => TestImages.View(3).AddKeys(4),
        "Key<UInt32, 0-1>" => TestImages.View(3).AddKeys(2),
        "Single" => TestImages.View(3).Add(ConditionedImages.Column, NumberDataViewType.Single, _ => 1f),
        _ => TestImages.View(3).AddVector(ConditionedImages.Column, NumberDataViewType.Single, 3, _ => new VBuffer<float>(3, [1, 0, 0])),
    };

    private static void CheckMismatch(ScriptedView data, string type, string remedy = "")
    {
        const string Prefix = "Schema mismatch for condition column 'Kind': expected ";
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(_options);
        using TinyModel model = Conditional();

        Refused(() => estimator.GetOutputSchema(SchemaShapes.Of(data))).ShouldStartWith($"{Prefix}{Expected}{remedy}, got ");
        Refused(() => estimator.Fit(data)).ShouldBe($"{Prefix}{Expected}{remedy}, got {type} (Parameter 'inputSchema')");
        Refused(() => model.Transformer.Transform(data)).ShouldStartWith(Prefix);
        data.Cursors.ShouldBeEmpty();
    }

    private static string Refused(Action action) => Should.Throw<ArgumentOutOfRangeException>(action).Message;
}

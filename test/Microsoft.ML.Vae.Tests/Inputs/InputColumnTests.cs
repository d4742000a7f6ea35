using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Inputs;

public class InputColumnTests
{
    private static readonly MLContext _context = new(1);

    [Fact]
    [Trait("case", "3")]
    public void EveryEntrance_MissingColumn_SaysWhich()
    {
        const string Message = "Could not find input column 'Pixels' (Parameter 'inputSchema')";
        ScriptedView data = new ScriptedView(3).Add("Number", NumberDataViewType.Int32, row => row);
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder("Latent", TinyModel.Input);
        using TinyModel model = TinyModel.Create();
        ITransformer transformer = model.Transformer;

        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(data))).Message.ShouldBe(Message);
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message.ShouldBe(Message);
        Should.Throw<ArgumentOutOfRangeException>(() => transformer.GetOutputSchema(data.Schema)).Message.ShouldBe(Message);
        Should.Throw<ArgumentOutOfRangeException>(() => transformer.Transform(data)).Message.ShouldBe(Message);
        Should.Throw<ArgumentOutOfRangeException>(() => transformer.GetRowToRowMapper(data.Schema)).Message.ShouldBe(Message);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transformer.Evaluate(data)).Message.ShouldBe(Message);
        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_Text_SchemaMismatch() =>
        CheckMismatch(new ScriptedView(3).Add(TinyModel.Input, TextDataViewType.Instance, row => "a".AsMemory()), "String");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_LongIntegers_SchemaMismatch() => CheckMismatch(
        new ScriptedView(3).AddVector(TinyModel.Input, NumberDataViewType.Int64, 12, row => new VBuffer<long>(12, new long[12])),
        "Vector<Int64, 12>",
        " (append ConvertType before)");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_Scalar_SchemaMismatch() =>
        CheckMismatch(new ScriptedView(3).Add(TinyModel.Input, NumberDataViewType.Single, row => 0f), "Single");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_Key_SchemaMismatch() => CheckMismatch(
        new ScriptedView(3).AddVector(TinyModel.Input, new KeyDataViewType(typeof(byte), 5), 12, row => new VBuffer<byte>(12, new byte[12])),
        "Vector<Key<Byte, 0-4>, 12>");

    [Fact]
    [Trait("case", "4")]
    public void EveryEntrance_VariableSize_SchemaMismatch() => CheckMismatch(
        new ScriptedView(3).Add(TinyModel.Input, new VectorDataViewType(NumberDataViewType.Single), row => new VBuffer<float>(12, new float[12])),
        "Vector<Single>",
        " (set VaeOptions.InputSize, or VaeOptions.Image for vectors that are images)",
        fitsAModel: true);   // row by row

    /// <summary>A type reads "Vector&lt;Int64, 12&gt;" in data and "Vector&lt;Int64&gt;" in a promised shape, as in ML.NET itself.</summary>
    private static void CheckMismatch(ScriptedView data, string type, string remedy = "", bool fitsAModel = false)
    {
        const string Prefix = "Schema mismatch for input column 'Pixels': expected ";
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder("Latent", TinyModel.Input);
        using TinyModel model = TinyModel.Create();
        string inData = $", got {type} (Parameter 'inputSchema')";

        Should.Throw<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(SchemaShapes.Of(data)))
            .Message.ShouldStartWith(Prefix + $"known-size vector of Single or Byte, or Image{remedy}, got ");
        Should.Throw<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message.ShouldBe(Prefix + $"known-size vector of Single or Byte, or Image{remedy}" + inData);
        if (fitsAModel)
            return;
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transformer.Transform(data)).Message.ShouldBe(Prefix + "Vector<Single, 12>" + inData);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Transformer.Evaluate(data)).Message.ShouldBe(Prefix + "Vector<Single, 12>" + inData);
        data.Cursors.ShouldBeEmpty();
    }
}

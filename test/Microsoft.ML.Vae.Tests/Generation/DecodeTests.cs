using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Training;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Generation;

public sealed class DecodeTests : IDisposable
{
    private const int Rows = 300;

    private readonly TinyModel _model = TinyModel.Create();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_AnyCodes_AreDecodedByHand(bool sparse)
    {
        IDataView decoded = _model.Transformer.Decode(Codes(Rows, sparse: sparse));
        var plain = new ReferenceVae(_model.Network);

        decoded.Schema["Reconstruction"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, TinyModel.Size));
        float[][] pictures = decoded.Vectors("Reconstruction");
        pictures.Length.ShouldBe(Rows);
        for (int row = 0; row < Rows; row++)
            pictures[row].ShouldBeCloseTo(plain.BernoulliMean(Array.ConvertAll(Code(row), value => (double)value)), $"row {row}");
    }

    [Fact]
    public void Decode_ModelOfBytes_IsInTheColumnsUnits()
    {
        using TinyModel model = TinyModel.Create(torch.ScalarType.Byte);
        var plain = new ReferenceVae(model.Network);

        float[] picture = model.Transformer.Decode(Codes(1)).Vectors("Reconstruction")[0];

        picture.ShouldBeCloseTo([.. plain.BernoulliMean(Array.ConvertAll(Code(0), value => (double)value)).Select(value => 255 * value)], "row 0");
    }

    [Fact]
    public void Decode_TheColumnsName_IsTheCallersOrTheReconstructionsOrADefault()
    {
        using TinyModel named = TinyModel.Create(reconstruction: TinyModel.Reconstruction);

        Names(_model.Transformer.Decode(Codes(1))).ShouldBe(["Number", TinyModel.Mean, "Reconstruction"]);
        Names(named.Transformer.Decode(Codes(1))).ShouldBe(["Number", TinyModel.Mean, TinyModel.Reconstruction]);
        Names(named.Transformer.Decode(Codes(1), "Mine")).ShouldBe(["Number", TinyModel.Mean, "Mine"]);
    }

    [Fact]
    public void Decode_OtherColumns_AreKeptAndCostNothing()
    {
        ScriptedView codes = Codes(Rows);
        IDataView decoded = _model.Transformer.Decode(codes);
        codes.Cursors.ShouldBeEmpty();

        decoded.Values<int>("Number").ShouldBe(Enumerable.Range(0, Rows));
        decoded.Vectors(TinyModel.Mean).ShouldBe([.. Enumerable.Range(0, Rows).Select(Code)]);

        codes.Cursors[0].Active.ShouldBe([codes.Schema["Number"].Index]);
        codes.Cursors[1].Active.ShouldBe([codes.Schema[TinyModel.Mean].Index]);
    }

    [Fact]
    public void Decode_CodesWithSlotNames_AreNotThePicturesNames()
    {
        var names = new DataViewSchema.Annotations.Builder();
        names.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, TinyModel.Latent),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = TestImages.Dense(new[] { "a".AsMemory(), "b".AsMemory(), "c".AsMemory() }));
        ScriptedView codes = new ScriptedView(1).Add(
            TinyModel.Mean, new VectorDataViewType(NumberDataViewType.Single, TinyModel.Latent), row => TestImages.Dense(Code(row)), names.ToAnnotations());

        _model.Transformer.Decode(codes).Schema["Reconstruction"].Annotations.Schema.ShouldBeEmpty();
    }

    [Fact]
    public void Decode_PicturesFarLargerThanCodes_AreMadeFewAtATime()
    {
        const int Pixels = 1 << 20;   // 4 MiB as the network makes them, of which 256 MiB hold 64
        var input = new PixelColumn(TinyModel.Input, torch.ScalarType.Byte, Pixels, PixelScaling.ByteToUnit);
        using var model = new VaeModel(_model.Network, input, Likelihood.Bernoulli, sampleSeed: 1, torch.CPU);
        var transformer = new VaeTransformer(
            new MLContext(), model, new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean }, Outcomes.Of(threshold: null));
        ScriptedView codes = Codes(Rows);
        IDataView decoded = transformer.Decode(codes);
        using DataViewRowCursor cursor = decoded.GetRowCursor(decoded.Schema);

        cursor.MoveNext().ShouldBeTrue();

        codes.Moves.ShouldBe(64);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Decode_CodeThatIsNoNumber_SaysRowAndSlot(float value, string text)
    {
        ScriptedView codes = new ScriptedView(Rows).AddVector(
            TinyModel.Mean, NumberDataViewType.Single, TinyModel.Latent, row => TestImages.Dense<float>(row == 270 ? [0, value, 0] : Code(row)));

        Should.Throw<InvalidOperationException>(() => _model.Transformer.Decode(codes).Vectors("Reconstruction"))
            .Message.ShouldContain($"Column 'Latent', row 270, slot 1: got {text}, but a latent requires a finite number.");
        codes.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Decode_WrongColumn_SaysWhat()
    {
        Should.Throw<ArgumentNullException>(() => _model.Transformer.Decode(null!)).ParamName.ShouldBe("latents");
        Message(TestImages.View(1)).ShouldContain("Could not find input column 'Latent'");
        string size = Message(new ScriptedView(1).AddVector(TinyModel.Mean, NumberDataViewType.Single, 4, _ => TestImages.Dense(new float[4])));
        size.ShouldContain("Schema mismatch for input column 'Latent'");
        size.ShouldContain("3");
        size.ShouldContain("4");
        Message(new ScriptedView(1).AddVector(TinyModel.Mean, NumberDataViewType.Byte, 3, _ => TestImages.Dense(new byte[3]))).ShouldContain("Schema mismatch");
        Message(new ScriptedView(1).Add(TinyModel.Mean, NumberDataViewType.Single, _ => 0f)).ShouldContain("Schema mismatch");
    }

    [Fact]
    public void Decode_EmptyName_Argument() => Should.Throw<ArgumentException>(() => _model.Transformer.Decode(Codes(1), ""));

    [Fact]
    public void Decode_ItsView_IsNoStepOfAPipeline() => Should.Throw<InvalidOperationException>(
        () => ((ICanSaveModel)_model.Transformer.Decode(Codes(1))).Save(null!)).Message.ShouldContain("not a pipeline step");

    [Fact]
    [Trait("case", "39")]
    public void Decode_ModelDisposed_ThrowsWhenRead()
    {
        IDataView decoded = _model.Transformer.Decode(Codes(1));
        _model.Dispose();

        Should.Throw<ObjectDisposedException>(() => decoded.Vectors("Reconstruction"));
    }

    public void Dispose() => _model.Dispose();

    private static string[] Names(IDataView view) => [.. view.Schema.Select(column => column.Name)];

    private static float[] Code(int row) => [0, MathF.Sin(row), row % 7 - 3f];

    private static ScriptedView Codes(int rows, bool sparse = false) => new ScriptedView(rows)
        .Add("Number", NumberDataViewType.Int32, row => row)
        .AddVector(TinyModel.Mean, NumberDataViewType.Single, TinyModel.Latent, row => sparse ? TestImages.Sparse(Code(row)) : TestImages.Dense(Code(row)));

    private string Message(IDataView codes) => Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Decode(codes)).Message;
}

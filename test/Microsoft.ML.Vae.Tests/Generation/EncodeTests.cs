using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Generation;

public sealed class EncodeTests : IDisposable
{
    private const int Rows = 300;

    private readonly TinyModel _model = AllColumns.Create();

    [Fact]
    public void Encode_AnyRows_AddsTheLatentsOfTransformAlone()
    {
        IDataView encoded = _model.Transformer.Encode(TestImages.View(Rows));

        encoded.Schema.Select(column => column.Name).ShouldBe(["Number", TinyModel.Input, TinyModel.Mean]);
        encoded.Vectors(TinyModel.Mean).ShouldBe(_model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Mean));
        encoded.Values<int>("Number").ShouldBe(Enumerable.Range(0, Rows));
        encoded.GetRowCount().ShouldBe(Rows);
    }

    [Fact]
    public void Encode_NotRead_ReadsNothing()
    {
        ScriptedView source = TestImages.View(Rows);

        IDataView encoded = _model.Transformer.Encode(source);

        source.Cursors.ShouldBeEmpty();
        encoded.Values<int>("Number");
        source.Cursors.ShouldHaveSingleItem().Active.ShouldBe([source.Schema["Number"].Index]);
    }

    [Fact]
    public void Encode_ThenDecode_IsTheReconstructionAndKeepsOtherColumns()
    {
        IDataView source = TestImages.Describe(new ScriptedView(Rows) { CanShuffle = true });
        IDataView decoded = _model.Transformer.Decode(_model.Transformer.Encode(source));
        float[][] expected = _model.Transformer.Transform(TestImages.View(Rows)).Vectors(TinyModel.Reconstruction);
        decoded.Vectors(TinyModel.Reconstruction).ShouldBe(expected);

        using DataViewRowCursor cursor = decoded.GetRowCursor(decoded.Schema, new Random(4));
        ValueGetter<int> number = cursor.GetGetter<int>(decoded.Schema["Number"]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(decoded.Schema[TinyModel.Reconstruction]);
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
            get.Value().DenseValues().ToArray().ShouldBeCloseTo([.. expected[number.Value()].Select(value => (double)value)], $"row {number.Value()}");
        rows.ShouldBe(Rows);
    }

    [Fact]
    public void Encode_WrongInput_SaysWhat()
    {
        Should.Throw<ArgumentNullException>(() => _model.Transformer.Encode(null!)).ParamName.ShouldBe("data");
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Encode(new ScriptedView(1).Add("Number", NumberDataViewType.Int32, row => row)))
            .Message.ShouldContain("Could not find input column 'Pixels'");
        Should.Throw<ArgumentOutOfRangeException>(() => _model.Transformer.Encode(
            new ScriptedView(1).AddVector(TinyModel.Input, NumberDataViewType.Single, 13, _ => TestImages.Dense(new float[13]))))
            .Message.ShouldContain("Schema mismatch for input column 'Pixels'");
    }

    [Fact]
    public void Encode_ItsView_IsNoStepOfAPipeline()
    {
        IDataView encoded = _model.Transformer.Encode(TestImages.View(1)), transformed = _model.Transformer.Transform(TestImages.View(1));

        Should.Throw<InvalidOperationException>(() => ((ICanSaveModel)encoded).Save(null!)).Message.ShouldContain("not a pipeline step");
        Should.Throw<ArgumentNullException>(() => ((ICanSaveModel)transformed).Save(null!)).ParamName.ShouldBe("ctx");   // it gets as far as saving
    }

    [Fact]
    [Trait("case", "39")]
    public void Encode_ModelDisposed_ThrowsWhenRead()
    {
        IDataView encoded = _model.Transformer.Encode(TestImages.View(1));
        _model.Dispose();

        Should.Throw<ObjectDisposedException>(() => encoded.Vectors(TinyModel.Mean));
        Should.Throw<ObjectDisposedException>(() => _model.Transformer.Encode(TestImages.View(1)).Vectors(TinyModel.Mean));
    }

    public void Dispose() => _model.Dispose();
}

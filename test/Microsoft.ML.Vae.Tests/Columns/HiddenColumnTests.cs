using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

[Trait("case", "6")]
public class HiddenColumnTests
{
    [Fact]
    public void Transform_OutputNamedLikeTheInput_HidesItButKeepsIt()
    {
        using TinyModel model = TinyModel.Create(output: TinyModel.Input);
        var plain = new ReferenceVae(model.Network);
        IDataView view = model.Transformer.Transform(TestImages.View(300));

        view.Schema.Select(column => (column.Name, column.Index, column.IsHidden))
            .ShouldBe([("Number", 0, false), (TinyModel.Input, 1, true), (TinyModel.Input, 2, false)]);
        view.Schema[TinyModel.Input].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, TinyModel.Latent));

        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> hidden = cursor.GetGetter<VBuffer<float>>(view.Schema[1]);
        ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(view.Schema[2]);
        for (int row = 0; cursor.MoveNext(); row++)
        {
            hidden.Value().DenseValues().ShouldBe(TestImages.Floats(row));
            latent.Value().DenseValues().ToArray().ShouldBeCloseTo(plain.MeanOf(TestImages.Floats(row)), $"row {row}");
        }
    }

    [Fact]
    public void Transform_OutputNamedLikeAnotherColumn_HidesThatOne()
    {
        using TinyModel model = TinyModel.Create(output: "Number");
        ScriptedView source = TestImages.View(3);
        IDataView view = model.Transformer.Transform(source);

        view.Schema["Number"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, TinyModel.Latent));
        view.Schema[0].IsHidden.ShouldBeTrue();
        view.Vectors("Number").Length.ShouldBe(3);
        source.Cursors.ShouldHaveSingleItem().Active.ShouldBe([source.Schema[TinyModel.Input].Index]);
    }

    [Fact]
    public void Transform_HiddenInputOfThatName_IsNotRead()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.Describe(new ScriptedView(2).Add(TinyModel.Input, NumberDataViewType.Double, row => 0.0));
        IDataView view = model.Transformer.Transform(source);

        view.Vectors(TinyModel.Mean).Length.ShouldBe(2);
        source.Cursors.ShouldHaveSingleItem().Active.ShouldBe([2]);
    }

    [Fact]
    public void PredictionEngine_OutputNamedLikeTheInput_DeliversTheLatents()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create(output: TinyModel.Input);
        var plain = new ReferenceVae(model.Network);
        using PredictionEngine<ImageRow, Shadow> engine = context.Model.CreatePredictionEngine<ImageRow, Shadow>(model.Transformer);

        float[] predicted = engine.Predict(new ImageRow { Pixels = TestImages.Floats(3) }).Pixels;

        predicted.ShouldBeCloseTo(plain.MeanOf(TestImages.Floats(3)), "row 3");
    }

    private sealed class Shadow
    {
        public float[] Pixels { get; set; } = [];
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>A network whose weights are disposed throws as soon as it runs, which shows that it did not.</summary>
[Trait("case", "40")]
public class ActiveColumnTests
{
    [Fact]
    public void Cursor_NoOutputActive_RunsNothing()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        ScriptedView source = TestImages.View(600);
        IDataView view = model.Transformer.Transform(source);
        model.Network.Dispose();

        view.Values<int>("Number").ShouldBe(Enumerable.Range(0, 600));

        source.Cursors.ShouldHaveSingleItem().Active.ShouldBe([source.Schema["Number"].Index], ignoreOrder: true);
    }

    [Fact]
    public void Cursor_OnlyTheLatentActive_DoesNotRunTheDecoder()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(10));
        model.Network.Decoder.Dispose();

        view.Vectors(TinyModel.Mean).Length.ShouldBe(10);

        Should.Throw<Exception>(() => view.Vectors(TinyModel.Reconstruction));
    }

    [Fact]
    public void Cursor_OutputActiveButNoGetterTaken_RunsNothing()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(600));
        model.Network.Dispose();
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        cursor.Rest<int>(view.Schema["Number"]).Count.ShouldBe(600);
    }

    [Fact]
    public void Cursor_GetterNeverCalled_RunsNothing()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(600));
        model.Network.Dispose();
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        cursor.Rest<int>(view.Schema["Number"]).Count.ShouldBe(600);

        get.ShouldNotBeNull();
    }

    [Fact]
    public void Cursor_ThousandRows_FourForwardPasses()
    {
        var likelihood = new CountingLikelihood();
        using TinyModel model = TinyModel.Create(likelihood: likelihood, reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(1000));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> mean = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        ValueGetter<VBuffer<float>> again = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Reconstruction]);

        while (cursor.MoveNext())
        {
            mean.Value();
            again.Value();
            again.Value();
        }

        likelihood.BatchSizes.ShouldBe([256, 256, 256, 232]);
    }

    [Theory]
    [InlineData(TinyModel.Mean, new[] { TinyModel.Input })]
    [InlineData(TinyModel.Input, new[] { TinyModel.Input })]
    [InlineData("Number", new[] { "Number" })]
    public void Cursor_OneColumnActive_AsksTheSourceForNoMore(string column, string[] expected)
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(3);
        IDataView view = model.Transformer.Transform(source);

        view.GetRowCursor([view.Schema[column]]).Dispose();
        Array.ForEach(view.GetRowCursorSet([view.Schema[column]], 2), cursor => cursor.Dispose());

        source.Cursors.Count.ShouldBe(3);
        source.Cursors.ShouldAllBe(cursor => cursor.Active.SetEquals(expected.Select(name => source.Schema[name].Index)));
    }

    [Fact]
    public void PredictionEngineRow_OnlyTheLatentActive_DoesNotRunTheDecoder()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        ScriptedView source = TestImages.View(1);
        IRowToRowMapper mapper = ((ITransformer)model.Transformer).GetRowToRowMapper(source.Schema);
        DataViewRowCursor input = source.GetRowCursor(source.Schema);
        using DataViewRow row = mapper.GetRow(input, [mapper.OutputSchema[TinyModel.Mean]]);
        model.Network.Decoder.Dispose();
        input.MoveNext();

        row.GetGetter<VBuffer<float>>(mapper.OutputSchema[TinyModel.Mean]).Value().Length.ShouldBe(TinyModel.Latent);
    }
}

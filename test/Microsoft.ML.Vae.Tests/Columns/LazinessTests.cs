using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class LazinessTests
{
    [Fact]
    public void Transform_AnyView_ReadsNothing()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(600);

        IDataView view = model.Transformer.Transform(source);
        view.GetRowCount().ShouldBe(600);
        model.Transformer.GetOutputSchema(source.Schema).Count.ShouldBe(3);

        source.Cursors.ShouldBeEmpty();
    }

    [Fact]
    public void GetRowCursor_BeforeTheFirstRow_ReadsNothing()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(600);
        IDataView view = model.Transformer.Transform(source);

        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        source.Moves.ShouldBe(0);
    }

    [Fact]
    public void MoveNext_FirstRow_ReadsOneBatchAndNoMore()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(600);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        cursor.MoveNext().ShouldBeTrue();

        source.Moves.ShouldBe(256);
    }

    [Theory]
    [InlineData(true, 600L)]
    [InlineData(false, null)]
    public void GetRowCount_OfTheView_IsTheSources(bool known, long? expected)
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.Describe(new ScriptedView(600) { KnowsRowCount = known });

        model.Transformer.Transform(source).GetRowCount().ShouldBe(expected);
        source.Cursors.ShouldBeEmpty();
    }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class DisposalTests
{
    [Theory]
    [InlineData(TinyModel.Mean, 0)]
    [InlineData(TinyModel.Mean, 1)]
    [InlineData(TinyModel.Mean, 300)]
    [InlineData(TinyModel.Mean, 601)]
    [InlineData("Number", 1)]
    public void Dispose_AfterAnyNumberOfRows_DisposesTheSourcesCursor(string column, int moves)
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(600);
        IDataView view = model.Transformer.Transform(source);
        DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        for (int i = 0; i < moves; i++)
            cursor.MoveNext();

        cursor.Dispose();
        cursor.Dispose();

        source.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void MoveNext_AtTheEnd_DisposesTheSourcesCursor()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(300);
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);

        while (cursor.MoveNext())
            source.OpenCursors.ShouldBe(1);

        source.OpenCursors.ShouldBe(0);
    }

    [Fact]
    public void Row_Disposed_DisposesItsInput()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(1);
        IRowToRowMapper mapper = ((ITransformer)model.Transformer).GetRowToRowMapper(source.Schema);

        mapper.GetRow(source.GetRowCursor(source.Schema), mapper.OutputSchema).Dispose();

        source.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [Trait("case", "17")]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(300)]
    public void MoveNext_SourceThrows_ItsExceptionArrivesAndDisposalFollows(int faultyRow)
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.Describe(new ScriptedView(600) { FaultyRow = faultyRow });
        IDataView view = model.Transformer.Transform(source);

        Should.Throw<IOException>(() => view.Vectors(TinyModel.Mean)).Message.ShouldContain($"Row {faultyRow} ");

        source.OpenCursors.ShouldBe(0);
    }

    [Fact]
    [Trait("case", "17")]
    public void MoveNext_AfterTheSourceThrew_IsAtItsEnd()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.Describe(new ScriptedView(600) { FaultyRow = 300 }));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        for (int row = 0; row < 256; row++)
            cursor.MoveNext().ShouldBeTrue();
        get.Value();
        Should.Throw<IOException>(() => cursor.MoveNext());

        cursor.Position.ShouldBe(-1);
        Should.Throw<InvalidOperationException>(() => get.Value());
        cursor.MoveNext().ShouldBeFalse();
    }

    [Fact]
    [Trait("case", "17")]
    public void GetRowCursor_ModelThatDoesNotFitTheRows_LeavesNoCursorOpen()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = new ScriptedView(1).Add<VBuffer<double>>(
            TinyModel.Input, new VectorDataViewType(NumberDataViewType.Single, TinyModel.Size), _ => default);   // lies about its type
        IDataView view = model.Transformer.Transform(source);

        Should.Throw<InvalidOperationException>(() => view.GetRowCursor(view.Schema));
        Should.Throw<InvalidOperationException>(() => view.GetRowCursorSet(view.Schema, 2));

        source.OpenCursors.ShouldBe(0);
    }
}

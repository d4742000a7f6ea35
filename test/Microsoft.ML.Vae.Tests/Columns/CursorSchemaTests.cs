using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class CursorSchemaTests
{
    [Theory]
    [InlineData(TinyModel.Mean)]
    [InlineData("Number")]
    public void Schema_OfEveryCursor_IsTheViewsOwnObject(string column)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        DataViewRowCursor[] set = view.GetRowCursorSet([view.Schema[column]], 2);

        cursor.Schema.ShouldBeSameAs(view.Schema);
        set.ShouldAllBe(part => ReferenceEquals(part.Schema, view.Schema));
        Array.ForEach(set, part => part.Dispose());
    }

    [Fact]
    public void Schema_OfTheView_EqualsThePromisedOne()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        ScriptedView source = TestImages.View(1);

        DataViewSchema delivered = model.Transformer.Transform(source).Schema;

        Describe(model.Transformer.GetOutputSchema(source.Schema)).ShouldBe(Describe(delivered));
        Describe(delivered).ShouldBe(
            ["0 Number Int32", "1 Pixels Vector<Single, 12>", "2 Latent Vector<Single, 3>", "3 Again Vector<Single, 12>"]);
    }

    [Fact]
    public void GetRowCursor_ColumnOfAnotherSchema_IsRefused()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(1));
        DataViewSchema other = new ScriptedView(0).Add("Stranger", NumberDataViewType.Int32, row => row).Schema;

        Should.Throw<ArgumentException>(() => view.GetRowCursor([other["Stranger"]])).Message.ShouldContain("Stranger");
        Should.Throw<ArgumentException>(() => view.GetRowCursorSet([other["Stranger"]], 2)).Message.ShouldContain("Stranger");
    }

    [Fact]
    public void GetRowCursor_NullColumns_IsRefused()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(1));

        Should.Throw<ArgumentNullException>(() => view.GetRowCursor(null!));
    }

    private static IEnumerable<string> Describe(DataViewSchema schema) => schema.Select(column => $"{column.Index} {column.Name} {column.Type}");
}

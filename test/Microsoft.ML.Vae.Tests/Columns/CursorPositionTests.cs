using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class CursorPositionTests
{
    /// <summary>The latent column goes through the cursor that reads ahead, the number alone through the one that does not.</summary>
    [Theory]
    [InlineData(TinyModel.Mean, 0)]
    [InlineData(TinyModel.Mean, 1)]
    [InlineData(TinyModel.Mean, 255)]
    [InlineData(TinyModel.Mean, 256)]
    [InlineData(TinyModel.Mean, 257)]
    [InlineData(TinyModel.Mean, 513)]
    [InlineData("Number", 0)]
    [InlineData("Number", 3)]
    public void MoveNext_AnyNumberOfRows_CountsThemAndStaysAtTheEnd(string column, int rows)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(rows));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);

        cursor.Position.ShouldBe(-1);
        for (int row = 0; row < rows; row++)
        {
            cursor.MoveNext().ShouldBeTrue();
            cursor.Position.ShouldBe(row);
        }
        for (int again = 0; again < 3; again++)
        {
            cursor.MoveNext().ShouldBeFalse();
            cursor.Position.ShouldBe(-1);
        }
    }

    [Theory]
    [InlineData(TinyModel.Mean)]
    [InlineData(TinyModel.Input)]
    public void Getter_BeforeTheFirstRowOrAfterTheLast_InvalidOperation(string column)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(2));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column], view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[column]);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();

        Should.Throw<InvalidOperationException>(() => get.Value());
        Should.Throw<InvalidOperationException>(() => getId.Value());
        cursor.MoveNext().ShouldBeTrue();
        get.Value().Length.ShouldBe(view.Schema[column].Type is VectorDataViewType vector ? vector.Size : -1);
        cursor.MoveNext().ShouldBeTrue();
        cursor.MoveNext().ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => get.Value());
        Should.Throw<InvalidOperationException>(() => getId.Value());
    }

    [Theory]
    [InlineData(TinyModel.Mean)]
    [InlineData("Number")]
    public void Dispose_InTheMiddle_EndsTheRows(string column)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(600));
        DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        cursor.MoveNext().ShouldBeTrue();

        cursor.Dispose();

        cursor.MoveNext().ShouldBeFalse();
        cursor.Position.ShouldBe(-1);
        cursor.Dispose();
    }
}

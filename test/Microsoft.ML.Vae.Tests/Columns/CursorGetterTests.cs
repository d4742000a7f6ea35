using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class CursorGetterTests
{
    private const int Rows = 300;

    [Fact]
    public void Getter_CalledSeldomOrOften_AlwaysTheRowsOwnValue()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(TinyModel.Mean);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            for (int call = 0; call < row % 4; call++)
                get.Value().DenseValues().ShouldBe(expected[row], $"row {row}, call {call}");
        }
    }

    [Theory]
    [InlineData(TinyModel.Mean)]
    [InlineData(TinyModel.Input)]
    public void Getter_CallersBuffer_IsNeverShared(string column)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        float[][] expected = view.Vectors(column);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column], view.Schema[TinyModel.Mean]]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(view.Schema[column]);
        var buffer = default(VBuffer<float>);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            get(ref buffer);
            VBufferEditor.CreateFromBuffer(ref buffer).Values.Fill(float.NaN);
            get.Value().DenseValues().ShouldBe(expected[row], $"row {row}");
        }
    }

    [Fact]
    public void Getter_BufferThatWasLongerAndSparse_IsFilledCompletely()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);
        cursor.MoveNext().ShouldBeTrue();
        var buffer = new VBuffer<float>(100, 2, [8f, 9f], [3, 77]);

        cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean])(ref buffer);

        buffer.Length.ShouldBe(TinyModel.Latent);
        buffer.IsDense.ShouldBeTrue();
        buffer.GetValues().ToArray().ShouldBe(view.Vectors(TinyModel.Mean)[0]);
    }

    [Fact]
    public void GetGetter_InTheMiddleOfABatch_Works()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(Rows));
        DataViewSchema.Column reconstruction = view.Schema[TinyModel.Reconstruction];
        float[][] expected = view.Vectors(TinyModel.Reconstruction);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean], reconstruction]);
        ValueGetter<VBuffer<float>> mean = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);
        for (int row = 0; row < 10; row++)
        {
            cursor.MoveNext();
            mean.Value();
        }

        cursor.Rest<VBuffer<float>>(reconstruction).Select(x => x.DenseValues().ToArray()).ToList().ShouldBeCloseTo(expected[10..]);
    }

    [Theory]
    [InlineData(TinyModel.Mean, TinyModel.Input)]
    [InlineData(TinyModel.Mean, "Number")]
    [InlineData(TinyModel.Mean, TinyModel.Reconstruction)]
    [InlineData("Number", TinyModel.Mean)]
    [InlineData("Number", TinyModel.Input)]
    public void GetGetter_InactiveColumn_InvalidOperation(string active, string inactive)
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.View(1));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[active]]);

        cursor.IsColumnActive(view.Schema[active]).ShouldBeTrue();
        cursor.IsColumnActive(view.Schema[inactive]).ShouldBeFalse();
        if (inactive == "Number")
            Should.Throw<InvalidOperationException>(() => cursor.GetGetter<int>(view.Schema[inactive])).Message.ShouldContain(inactive);
        else
            Should.Throw<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(view.Schema[inactive])).Message.ShouldContain(inactive);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsColumnActive_ColumnOfAWiderSchema_InvalidOperation(bool readsAhead)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(1));
        using TinyModel wider = AllColumns.Create();
        DataViewSchema.Column column = wider.Transformer.Transform(TestImages.View(1)).Schema[AllColumns.Score];
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[readsAhead ? TinyModel.Mean : "Number"]]);

        Should.Throw<InvalidOperationException>(() => cursor.IsColumnActive(column)).Message.ShouldContain("'Score'");
    }

    [Fact]
    public void GetRowCursor_SourceRefusesAGetter_ItsOwnExceptionComesThrough()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(1).Add("Odd", NumberDataViewType.Int32, row => (double)row);
        IDataView view = model.Transformer.Transform(source);

        Should.Throw<InvalidOperationException>(() => view.GetRowCursor(view.Schema)).Message.ShouldBe($"Column 2 is not of type {typeof(int)}.");
        source.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [InlineData(TinyModel.Mean)]
    [InlineData(TinyModel.Input)]
    public void GetGetter_WrongType_InvalidOperationThatNamesBothTypes(string column)
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(1));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        string message = Should.Throw<InvalidOperationException>(() => cursor.GetGetter<VBuffer<double>>(view.Schema[column])).Message;

        message.ShouldContain(typeof(VBuffer<double>).ToString());
        message.ShouldContain(typeof(VBuffer<float>).ToString());
    }
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Values such as images belong to their row: a cursor that reads ahead would hand out dead ones.</summary>
public class StructuredColumnTests
{
    [Fact]
    public void Cursor_StructuredColumnActive_DoesNotReadAhead()
    {
        using TinyModel model = TinyModel.Create();
        var plain = new ReferenceVae(model.Network);
        ScriptedView source = TestImages.View(300).Add("Handle", new HandleType(), row => new Handle(row));
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<Handle> handle = cursor.GetGetter<Handle>(view.Schema["Handle"]);
        ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(view.Schema[TinyModel.Mean]);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            source.Moves.ShouldBe(row + 1);
            handle.Value().Row.ShouldBe(row);
            latent.Value().DenseValues().ToArray().ShouldBeCloseTo(plain.MeanOf(TestImages.Floats(row)), $"row {row}");
        }
    }

    [Theory]
    [InlineData(AllColumns.LatentSample)]
    [InlineData(AllColumns.Sample)]
    public void Cursor_StructuredColumnActive_DrawsForEachRowWhatItDrawsInABatch(string column)
    {
        using TinyModel model = AllColumns.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(300).Add("Handle", new HandleType(), row => new Handle(row)));
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Handle"], view.Schema[column]]);

        float[][] rowByRow = [.. cursor.Rest<VBuffer<float>>(view.Schema[column]).Select(vector => vector.DenseValues().ToArray())];

        rowByRow.ShouldBeCloseTo(view.Vectors(column));
    }

    [Fact]
    public void Cursor_StructuredColumnInactive_ReadsAhead()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.View(300).Add("Handle", new HandleType(), row => new Handle(row));
        IDataView view = model.Transformer.Transform(source);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean]]);

        cursor.MoveNext().ShouldBeTrue();

        source.Moves.ShouldBe(256);
    }

    private sealed record Handle(int Row);

    private sealed class HandleType() : StructuredDataViewType(typeof(Handle))
    {
        public override bool Equals(DataViewType? other) => other is HandleType;

        public override bool Equals(object? obj) => obj is HandleType;

        public override int GetHashCode() => 1;
    }
}

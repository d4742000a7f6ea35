using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class CursorSetTests
{
    [Fact]
    public void CursorSet_OverBatches_KeepsIdsAndBatchNumbers()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.Describe(new ScriptedView(1000) { RowsPerBatch = 64 }));

        DataViewRowCursor[] set = view.GetRowCursorSet(view.Schema, 3);
        List<Row>[] parts = [.. set.Select(Read)];

        set.Length.ShouldBe(3);
        parts.ShouldAllBe(part => part.Select(row => row.Batch).SequenceEqual(part.Select(row => row.Batch).Order()));
        parts.SelectMany(part => part).ShouldAllBe(row => row.Batch == row.Number / 64 && row.Id.Equals(new DataViewRowId((ulong)row.Number, 7)));
        Compare(view, parts);
    }

    [Fact]
    public void CursorSet_OverCachedRows_HoldsEachRowOnceWithItsSerialId()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(context.Data.Cache(TestImages.View(3000)));
        Dictionary<int, DataViewRowId> serialIds = Read(view.GetRowCursor(view.Schema)).ToDictionary(row => row.Number, row => row.Id);

        List<Row>[] parts = [.. view.GetRowCursorSet(view.Schema, 4).Select(Read)];

        parts.SelectMany(part => part).ShouldAllBe(row => row.Id.Equals(serialIds[row.Number]));
        Compare(view, parts);
    }

    [Fact]
    public void CursorSet_ReadByAThreadEach_EqualsTheSerialRows()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(context.Data.Cache(TestImages.View(3000)));
        DataViewRowCursor[] set = view.GetRowCursorSet(view.Schema, 4);
        var parts = new List<Row>[set.Length];

        Parallel.For(0, set.Length, part => parts[part] = Read(set[part]));

        Compare(view, parts);
    }

    private static void Compare(IDataView view, List<Row>[] parts)
    {
        float[][] expected = view.Vectors(TinyModel.Mean);
        Row[] got = [.. parts.SelectMany(part => part).OrderBy(row => row.Number)];
        got.Select(row => row.Number).ShouldBe(Enumerable.Range(0, expected.Length));
        got.Select(row => row.Latent).ToList().ShouldBeCloseTo(expected);
    }

    private static List<Row> Read(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            ValueGetter<int> number = cursor.GetGetter<int>(cursor.Schema["Number"]);
            ValueGetter<VBuffer<float>> latent = cursor.GetGetter<VBuffer<float>>(cursor.Schema[TinyModel.Mean]);
            ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
            var rows = new List<Row>();
            while (cursor.MoveNext())
                rows.Add(new Row(number.Value(), cursor.Batch, id.Value(), [.. latent.Value().DenseValues()]));
            return rows;
        }
    }

    private sealed record Row(int Number, long Batch, DataViewRowId Id, float[] Latent);
}

using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Parquet.Tests.Reading;

public sealed class CursorTests : IDisposable
{
    private const int Rows = 103;

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);
    private readonly IDataView _view;

    public CursorTests()
    {
        // Groups of ten rows, in two files.
        var options = new ParquetWriteOptions { RowGroupRows = 10 };
        _context.Data.SaveAsParquet(NumberRows.View(64), _folder["a.parquet"], options);
        _context.Data.SaveAsParquet(NumberRows.View(Rows - 64, first: 64), _folder["b.parquet"], options);
        _view = _context.Data.LoadFromParquet(_folder["*.parquet"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cursor_InOrder_ReadsEachRowOnceWithItsPlaceAsId()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor(_view.Schema);

        var rows = cursor.ReadNumbers();

        _view.GetRowCount().ShouldBe(Rows);
        rows.Select(row => row.Number).ShouldBe(Enumerable.Range(0, Rows));
        rows.Select(row => row.Id).ShouldBe(Enumerable.Range(0, Rows).Select(i => (ulong)i));
        rows.ShouldAllBe(row => row.First == row.Number);
        cursor.MoveNext().ShouldBeFalse();
    }

    [Fact]
    public void Cursor_Shuffled_MovesGroupsAndRowsAndRepeatsForASeed()
    {
        var first = Read(new Random(7));
        var again = Read(new Random(7));
        var other = Read(new Random(8));

        _view.CanShuffle.ShouldBeTrue();
        again.ShouldBe(first);
        other.ShouldNotBe(first);
        first.Order().Select(row => row.Number).ShouldBe(Enumerable.Range(0, Rows));
        first.ShouldAllBe(row => row.Id == (ulong)row.Number && row.First == row.Number);
        int[] numbers = [.. first.Select(row => row.Number)];
        numbers.Chunk(10).Count(group => group.Order().SequenceEqual(group)).ShouldBeLessThan(3);
        int[] groups = [.. first.Select(row => row.Number < 64 ? row.Number / 10 : 7 + (row.Number - 64) / 10).Distinct()];
        groups.Length.ShouldBe(11);   // each is read as a whole
        groups.SequenceEqual(groups.Order()).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(3, 5)]
    [InlineData(100, 5)]
    public void CursorSet_Merged_IsTheCursor(int count, int? seed)
    {
        DataViewRowCursor[] cursors = _view.GetRowCursorSet(_view.Schema, count, seed is { } value ? new Random(value) : null);

        var parts = cursors.Select(cursor => cursor.ReadNumbers()).ToArray();

        cursors.Length.ShouldBe(Math.Min(count, 8));   // each may take 32 MiB of the 256 that a set may
        parts.ShouldAllBe(part => part.Select(row => row.Batch).SequenceEqual(part.Select(row => row.Batch).Order()));
        parts.SelectMany(part => part).OrderBy(row => row.Batch)
            .ShouldBe(Read(seed is { } again ? new Random(again) : null));
    }

    [Fact]
    public void Cursor_WithoutColumns_CountsRowsOfMissingFiles()
    {
        File.Delete(_folder["a.parquet"]);
        using DataViewRowCursor cursor = _view.GetRowCursor([]);
        int rows = 0;
        while (cursor.MoveNext())
            rows++;

        rows.ShouldBe(Rows);
        using DataViewRowCursor reading = _view.GetRowCursor(_view.Schema);
        Should.Throw<FileNotFoundException>(() => reading.MoveNext()).Message.ShouldContain("a.parquet");
    }

    [Fact]
    public void Getters_AtNoRow_OfAnotherTypeOrOfAnInactiveColumn_AreRefused()
    {
        using DataViewRowCursor cursor = _view.GetRowCursor([_view.Schema[NumberRows.Number]]);
        ValueGetter<int> get = cursor.GetGetter<int>(_view.Schema[NumberRows.Number]);

        Should.Throw<InvalidOperationException>(() => get.Value());
        Should.Throw<InvalidOperationException>(() => cursor.GetGetter<long>(_view.Schema[NumberRows.Number])).Message.ShouldContain("Number");
        Should.Throw<InvalidOperationException>(() => cursor.GetGetter<VBuffer<float>>(_view.Schema[NumberRows.Vector]));
        cursor.IsColumnActive(_view.Schema[NumberRows.Vector]).ShouldBeFalse();
        cursor.MoveNext().ShouldBeTrue();
        get.Value().ShouldBe(0);
        get.Value().ShouldBe(0);
    }

    [Fact]
    public void View_UnderATransform_ReadsInParallelWhatOneCursorReads()
    {
        IDataView transformed = _context.Transforms.NormalizeMinMax(NumberRows.Vector).Fit(_view).Transform(_view);

        transformed.Values<int>(NumberRows.Number).ShouldBe(Enumerable.Range(0, Rows));
        transformed.Vectors(NumberRows.Vector).Length.ShouldBe(Rows);
    }

    private List<(ulong Id, int Number, float First, long Batch)> Read(Random? random)
    {
        using DataViewRowCursor cursor = _view.GetRowCursor(_view.Schema, random);
        return cursor.ReadNumbers();
    }
}

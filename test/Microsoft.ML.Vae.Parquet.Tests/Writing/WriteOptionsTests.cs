using Microsoft.ML.Data;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Tests.Writing;

public sealed class WriteOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    private string Path => _folder["rows.parquet"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(40, 1L << 40, new long[] { 40, 40, 20 })]
    [InlineData(1000, 24 * 30, new long[] { 30, 30, 30, 10 })]   // a row has 4 bytes, and 4 of length with 16 of values
    [InlineData(1000, 1, new long[] { })]
    public void Save_RowGroups_AreNoLargerThanAskedFor(int rows, long bytes, long[] expected)
    {
        _context.Data.SaveAsParquet(NumberRows.View(100), Path, new ParquetWriteOptions { RowGroupRows = rows, RowGroupBytes = bytes });

        using var file = new ParquetFileReader(Path);
        long[] groups = [.. Enumerable.Range(0, file.FileMetaData.NumRowGroups).Select(i => file.RowGroup(i).MetaData.NumRows)];
        groups.ShouldBe(expected.Length > 0 ? expected : [.. Enumerable.Repeat(1L, 100)]);
    }

    [Fact]
    public void Save_Lists_HaveTheNamesOfTheFormatsSpecification()
    {
        _context.Data.SaveAsParquet(NumberRows.View(3), Path);

        using var file = new ParquetFileReader(Path);
        file.FileMetaData.Schema.Column(1).Path.ToDotString().ShouldBe("Vector.list.element");
        file.FileMetaData.Schema.ColumnRoot(1).LogicalType.Type.ShouldBe(LogicalTypeEnum.List);
        using var lists = file.RowGroup(0).Column(1).LogicalReader<float[]>();
        lists.ReadAll(3)[2].ShouldBe(NumberRows.Values(2, 4).GetValues().ToArray());
    }

    [Fact]
    public void Save_ChosenColumns_WritesThemInTheirOrder()
    {
        _context.Data.SaveAsParquet(NumberRows.View(3), Path, new ParquetWriteOptions { Columns = ["Vector", "Number"] });

        _context.Data.LoadFromParquet(Path).Schema.Select(column => column.Name).ShouldBe(["Vector", "Number"]);
    }

    [Fact]
    public void Save_ColumnsOfTypesThatParquetLacks_AreLeftOutUnlessNamed()
    {
        ScriptedView view = NumberRows.View(3).Add("Time", TimeSpanDataViewType.Instance, row => TimeSpan.FromSeconds(row));

        _context.Data.SaveAsParquet(view, Path);

        _context.Data.LoadFromParquet(Path).Schema.Select(column => column.Name).ShouldBe(["Number", "Vector"]);
        Fault(view, new() { Columns = ["Time"] }).ShouldStartWith("Columns names 'Time' of type TimeSpan, which Parquet has no type for.");
        Fault(view, new() { Columns = ["No"] }).ShouldStartWith("Columns names 'No', which the data does not have.");
        Fault(view, new() { Columns = [] }).ShouldStartWith("There is no column to write");
        Fault(view, new() { RowGroupBytes = 0, RowGroupRows = -1, Compression = (ParquetCompression)9 }).ShouldStartWith(
            "RowGroupBytes is 0; must be at least 1. RowGroupRows is -1; must be at least 1. Compression is 9; must be one of None, Snappy, Zstd.");
    }

    [Fact]
    public void Save_RowsThatFail_LeavesTheOldFileAndNoOther()
    {
        _context.Data.SaveAsParquet(NumberRows.View(3), Path);
        var faulty = new ScriptedView(5) { FaultyRow = 3 };
        faulty.Add(NumberRows.Number, NumberDataViewType.Int32, row => row);

        Should.Throw<IOException>(() => _context.Data.SaveAsParquet(faulty, Path)).Message.ShouldBe("Row 3 cannot be read.");

        Directory.GetFiles(_folder.FullName).ShouldBe([Path]);
        _context.Data.LoadFromParquet(Path).GetRowCount().ShouldBe(3);
    }

    private string Fault(IDataView view, ParquetWriteOptions options) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.SaveAsParquet(view, Path, options)).Message;
}

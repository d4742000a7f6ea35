namespace Microsoft.ML.Vae.Parquet.Tests.Reading;

/// <summary>Which files are read, what they must have in common, and what is said of those that cannot be read.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_AFolderAPatternOrFiles_ReadsThemInOrder()
    {
        Directory.CreateDirectory(_folder["more"]);
        Save("b.parquet", 20);
        Save("a.parquet", 10);
        Save("c.txt", 30);
        Save("more/a.parquet", 40);

        Numbers(_folder.FullName).ShouldBe([10, 11, 20, 21]);
        Numbers(_folder["?.parquet"]).ShouldBe([10, 11, 20, 21]);
        Numbers(_folder["**/*.parquet"]).ShouldBe([10, 11, 20, 21, 40, 41]);
        Numbers(_folder["c.txt"]).ShouldBe([30, 31]);
        _context.Data.LoadFromParquet([_folder["c.txt"], _folder["a.parquet"]]).Values<int>(NumberRows.Number).ShouldBe([30, 31, 10, 11]);
    }

    [Fact]
    public void Load_NoSuchFiles_SaysWhere()
    {
        Should.Throw<FileNotFoundException>(() => _context.Data.LoadFromParquet(_folder["none.parquet"])).Message.ShouldContain("none.parquet");
        Should.Throw<FileNotFoundException>(() => _context.Data.LoadFromParquet(_folder["*.parquet"])).Message.ShouldContain("*.parquet");
        Should.Throw<FileNotFoundException>(() => _context.Data.LoadFromParquet(_folder.FullName)).Message.ShouldContain(".parquet");
        Should.Throw<DirectoryNotFoundException>(() => _context.Data.LoadFromParquet(_folder["no/*.parquet"])).Message.ShouldContain("no");
        Should.Throw<IOException>(() => _context.Data.LoadFromParquet(_folder["a*/b.parquet"])).Message.ShouldContain("folder's name");
        Should.Throw<ArgumentException>(() => _context.Data.LoadFromParquet(Array.Empty<string>()));
    }

    [Fact]
    public void Load_FilesThatDiffer_NamesBothAndTheColumn()
    {
        string first = ForeignFile.Write(_folder["1.parquet"], ("A", new[] { 1f }, null), ("B", new[] { 1 }, null));
        string lacking = ForeignFile.Write(_folder["2.parquet"], ("A", new[] { 1f }, null));
        string other = ForeignFile.Write(_folder["3.parquet"], ("B", new[] { 1L }, null), ("A", new[] { 1f }, null));
        string more = ForeignFile.Write(_folder["4.parquet"], ("C", new[] { "x" }, null), ("B", new int?[] { 2 }, null), ("A", new[] { 2f }, null));

        Should.Throw<FormatException>(() => _context.Data.LoadFromParquet([first, lacking])).Message
            .ShouldBe($"'{lacking}' has no column 'B', which '{first}' has; it has 'A'.");
        Should.Throw<FormatException>(() => _context.Data.LoadFromParquet([first, other])).Message
            .ShouldBe($"Column 'B' of '{other}' is of type int64 (int64), but of '{first}' of type int32 (int32).");
        IDataView both = _context.Data.LoadFromParquet([first, more]);
        both.Values<float>("A").ShouldBe([1, 2]);
        both.Values<int>("B").ShouldBe([1, 2]);
    }

    [Fact]
    public void Load_OptionsThatDoNotSuit_AreNamed()
    {
        string path = ForeignFile.Write(_folder["a.parquet"], ("A", new[] { 1f }, null), ("V", new float[][] { [1] }, null));

        Fault(new() { Columns = ["X"] }).ShouldStartWith($"Columns names 'X', which '{path}' does not have or does not load; there are 'A', 'V'.");
        Fault(new() { Columns = ["A", "A"] }).ShouldStartWith("Columns names 'A' twice.");
        Fault(new() { ImageColumns = ["A"] }).ShouldStartWith("ImageColumns names 'A', which is of type float; must be binary.");
        Fault(new() { VectorSizes = Sizes("A", 3) }).ShouldStartWith("VectorSizes names 'A', which is of type float; must be a column of vectors.");
        Fault(new() { VectorSizes = Sizes("V", -1) }).ShouldStartWith("VectorSizes ['V'] is -1; must be at least 0.");
        Fault(new() { Columns = ["A"], VectorSizes = Sizes("V", 1) }).ShouldStartWith("VectorSizes names 'V'");

        string Fault(ParquetOptions options) =>
            Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.LoadFromParquet(path, options)).Message;
        static Dictionary<string, int> Sizes(string column, int size) => new() { [column] = size };
    }

    [Fact]
    public void Load_NotAParquetFile_SaysSo()
    {
        File.WriteAllText(_folder["text.parquet"], "Id,Amount\n1,2\n");
        File.WriteAllBytes(_folder["empty.parquet"], []);
        Save("cut.parquet", 0);
        byte[] whole = File.ReadAllBytes(_folder["cut.parquet"]);
        File.WriteAllBytes(_folder["cut.parquet"], whole[..(whole.Length / 2)]);

        foreach (string name in new[] { "text.parquet", "empty.parquet", "cut.parquet" })
        {
            Should.Throw<FormatException>(() => _context.Data.LoadFromParquet(_folder[name])).Message
                .ShouldStartWith($"'{_folder[name]}' is not a usable Parquet file: ");
        }
    }

    [Fact]
    public void Cursor_OverDamagedPages_NamesTheFileAndReadsOtherColumns()
    {
        string path = _folder["damaged.parquet"];
        _context.Data.SaveAsParquet(
            NumberRows.View(1_000), path, new ParquetWriteOptions { Compression = ParquetCompression.Zstd, Columns = ["Vector", "Number"] });
        byte[] bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, (byte)0xA5, 4, 200);   // the first column begins behind "PAR1"
        File.WriteAllBytes(path, bytes);

        IDataView view = _context.Data.LoadFromParquet(path, new() { VectorSizes = new Dictionary<string, int> { ["Vector"] = 4 } });

        view.Values<int>(NumberRows.Number).ShouldBe(Enumerable.Range(0, 1_000));
        Should.Throw<FormatException>(() => view.Vectors(NumberRows.Vector)).Message
            .ShouldStartWith($"'{path}' is not a usable Parquet file: Couldn't deserialize thrift");
    }

    private void Save(string name, int first) => _context.Data.SaveAsParquet(NumberRows.View(2, first: first), _folder[name]);

    private List<int> Numbers(string path) => _context.Data.LoadFromParquet(path).Values<int>(NumberRows.Number);
}

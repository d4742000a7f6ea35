using Microsoft.ML.Data;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Tests.Reading;

/// <summary>Files with what other programs write: nulls, structs, types that ML.NET lacks.</summary>
public sealed class ForeignFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    private string Path => _folder["foreign.parquet"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_NullNumbers_AreNaNWhereThatExists()
    {
        ForeignFile.Write(Path,
            ("F", new float?[] { 1, null, 3 }, null), ("D", new double?[] { null, 2, null }, null), ("S", new[] { "x", null, "" }, null));

        IDataView view = _context.Data.LoadFromParquet(Path);

        view.Values<float>("F").ShouldBe([1, float.NaN, 3]);
        view.Values<double>("D").ShouldBe([double.NaN, 2, double.NaN]);
        view.Values<ReadOnlyMemory<char>>("S").Select(text => text.ToString()).ShouldBe(["x", "", ""]);
    }

    [Fact]
    public void Load_NullsInLists_AreNaNAndANullListIsAllNaN()
    {
        ForeignFile.Write(Path, ("F", new float?[]?[] { [1, null], [3, 4] }, null), ("G", new float?[]?[] { [null], [], }, null));

        IDataView view = _context.Data.LoadFromParquet(Path);
        view.Vectors("F").ShouldBe([[1, float.NaN], [3, 4]]);
        // Every row has one level, so that the footer tells no difference: the second row does, when it is read.
        Should.Throw<InvalidOperationException>(() => view.Vectors("G")).Message
            .ShouldBe($"Column 'G' in row 1 (from 0) of '{Path}' has 0 values, and others have 1. "
                + "Say how many there are by ParquetOptions.VectorSizes, 0 if their number varies.");
        IDataView declared = _context.Data.LoadFromParquet(Path, new() { Columns = ["G"], VectorSizes = new Dictionary<string, int> { ["G"] = 0 } });
        declared.Vectors("G").ShouldBe([[float.NaN], []]);

        ForeignFile.Write(Path, ("F", new float[]?[] { [1, 2], null, [5, 6] }, null));
        IDataView sized = _context.Data.LoadFromParquet(Path, new() { VectorSizes = new Dictionary<string, int> { ["F"] = 2 } });
        sized.Vectors("F").ShouldBe([[1, 2], [float.NaN, float.NaN], [5, 6]]);
    }

    [Fact]
    public void Load_NullInteger_IsAnErrorThatNamesIt()
    {
        ForeignFile.Write(Path, ("Id", new int?[] { 1, 2, null }, null));
        IDataView view = _context.Data.LoadFromParquet(Path);

        Should.Throw<InvalidOperationException>(() => view.Values<int>("Id")).Message.ShouldBe(
            $"Column 'Id' in row 2 (from 0) of '{Path}' is null, and int32 (int32) has no value for that. Replace nulls before, or leave the "
            + "column out by ParquetOptions.Columns.");
    }

    [Fact]
    public void Load_ListsOfAnotherLengthThanDeclared_NamesFileRowColumnGotAndWanted()
    {
        ForeignFile.Write(Path, ("X", new float[][] { [1, 2, 3], [4, 5, 6], [7, 8] }, null));
        _context.Data.LoadFromParquet(Path).Schema["X"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single));
        IDataView view = _context.Data.LoadFromParquet(Path, new() { VectorSizes = new Dictionary<string, int> { ["X"] = 3 } });

        Should.Throw<InvalidOperationException>(() => view.Vectors("X")).Message
            .ShouldStartWith($"Column 'X' in row 2 (from 0) of '{Path}' has 2 values, and others have 3.");
    }

    [Fact]
    public void Load_ListsWhoseMeanLengthIsThatOfTheFirst_FindsTheOneThatDiffers()
    {
        ForeignFile.Write(Path, ("X", new float[][] { [1, 2], [3], [4, 5, 6] }, null));
        IDataView view = _context.Data.LoadFromParquet(Path);

        view.Schema["X"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 2));
        Should.Throw<InvalidOperationException>(() => view.Vectors("X")).Message.ShouldContain("row 1 (from 0)");
    }

    [Fact]
    public void Load_TypesWithoutACounterpart_AreNamedUnlessLeftOut()
    {
        ForeignFile.Write(Path,
            ("Price", new[] { 1.5m }, LogicalType.Decimal(29, 3)), ("Nested", new int[][][] { [[1], [2]] }, null), ("X", new[] { 2f }, null));

        Should.Throw<FormatException>(() => _context.Data.LoadFromParquet(Path)).Message.ShouldBe(
            $"Column 'Price' of '{Path}' is of type fixedlenbytearray[16] (decimal), which ML.NET has no type for. Name the columns to load in "
            + "ParquetOptions.Columns, or convert it before.");
        Should.Throw<FormatException>(() => _context.Data.LoadFromParquet(Path, new() { Columns = ["Nested"] })).Message.ShouldContain("list of lists");
        _context.Data.LoadFromParquet(Path, new() { Columns = ["X"] }).Values<float>("X").ShouldBe([2]);
    }

    [Fact]
    public void Load_TimesOfOtherUnits_AreTheSameTimes()
    {
        var time = new DateTime(1999, 12, 31, 23, 59, 58).AddMilliseconds(123);
        ForeignFile.Write(Path,
            ("Millis", new[] { time }, LogicalType.Timestamp(false, TimeUnit.Millis)),
            ("Nanos", new[] { new DateTimeNanos(time) }, LogicalType.Timestamp(false, TimeUnit.Nanos)),
            ("Day", new[] { new Date(time) }, null));

        IDataView view = _context.Data.LoadFromParquet(Path);

        view.Values<DateTime>("Millis").ShouldBe([time]);
        view.Values<DateTime>("Nanos").ShouldBe([time]);
        view.Values<DateTime>("Day").ShouldBe([time.Date]);
    }

    [Fact]
    public void Load_Halves_AreSingles()
    {
        ForeignFile.Write(Path, ("X", new[] { (Half)0.5f, Half.MaxValue, Half.NaN }, null));

        _context.Data.LoadFromParquet(Path).Values<float>("X").ShouldBe([0.5f, 65504, float.NaN]);
    }

    [Fact]
    public void Load_FieldsOfAStruct_AreNamedWithDots()
    {
        ForeignFile.WriteStruct(Path, "image", [[1, 2, 3], []], ["a.png", "b.png"]);

        IDataView view = _context.Data.LoadFromParquet(Path);

        view.Schema.Select(column => column.Name).ShouldBe(["image.bytes", "image.path"]);
        view.Values<VBuffer<byte>>("image.bytes").Select(bytes => bytes.DenseValues().ToArray()).ShouldBe([[1, 2, 3], []]);
        view.Values<ReadOnlyMemory<char>>("image.path").Select(text => text.ToString()).ShouldBe(["a.png", "b.png"]);
    }

    [Fact]
    public void Load_RawBytesOfADeclaredSize_AreVectorsOfIt()
    {
        ForeignFile.Write(Path, ("Pixels", new byte[][] { [1, 2], [3, 4], [5] }, null));
        var options = new ParquetOptions { VectorSizes = new Dictionary<string, int> { ["Pixels"] = 2 } };
        IDataView view = _context.Data.LoadFromParquet(Path, options);

        view.Schema["Pixels"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Byte, 2));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Should.Throw<InvalidOperationException>(() => cursor.MoveNext()).Message.ShouldContain("row 2 (from 0)");
        _context.Data.LoadFromParquet(Path).Values<VBuffer<byte>>("Pixels").Select(bytes => bytes.Length).ShouldBe([2, 2, 1]);
    }

    [Fact]
    public void Load_BytesThatAreNoImage_NamesTheRow()
    {
        ForeignFile.Write(Path, ("Image", new byte[][] { [1, 2, 3] }, null));
        IDataView view = _context.Data.LoadFromParquet(Path, new() { ImageColumns = ["Image"] });

        Should.Throw<InvalidOperationException>(() => view.Values<MLImage>("Image")).Message
            .ShouldStartWith($"Column 'Image' in row 0 (from 0) of '{Path}' is no image that can be decoded: it is not an image");
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Parquet.Tests.Writing;

public sealed class RoundTripTests : IDisposable
{
    private const int Rows = 7;

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_ThenLoad_EveryScalarIsTheSame()
    {
        var start = new DateTime(2024, 2, 29, 23, 59, 59).AddMicroseconds(123_456);
        Same(NumberDataViewType.SByte, row => (sbyte)(row * 37 - 128));
        Same(NumberDataViewType.Byte, row => (byte)(255 - row));
        Same(NumberDataViewType.Int16, row => (short)(short.MinValue + row));
        Same(NumberDataViewType.UInt16, row => (ushort)(ushort.MaxValue - row));
        Same(NumberDataViewType.Int32, row => int.MinValue + row);
        Same(NumberDataViewType.UInt32, row => uint.MaxValue - (uint)row);
        Same(NumberDataViewType.Int64, row => long.MinValue + row);
        Same(NumberDataViewType.UInt64, row => ulong.MaxValue - (ulong)row);
        Same(NumberDataViewType.Single, row => row == 0 ? float.NaN : row == 1 ? float.NegativeInfinity : 1f / row);
        Same(NumberDataViewType.Double, row => row == 0 ? double.NaN : row == 1 ? double.PositiveInfinity : 1.0 / row);
        Same(BooleanDataViewType.Instance, row => row % 3 == 0);
        Same(DateTimeDataViewType.Instance, row => start.AddYears(-row * 100));
        Same(DateTimeOffsetDataViewType.Instance, row => new DateTimeOffset(start, TimeSpan.Zero).AddDays(row));
        Same(TextDataViewType.Instance, row => (row == 0 ? "" : $"ä, \"{row}\" 漢字 😀").AsMemory(), text => text.ToString());
    }

    [Fact]
    public void Save_ThenLoad_VectorsOfOneLengthKeepIt()
    {
        IDataView loaded = SaveAndLoad(NumberRows.View(Rows, size: 5));

        loaded.Schema[NumberRows.Vector].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 5));
        loaded.Vectors(NumberRows.Vector).ShouldBe(NumberRows.View(Rows, size: 5).Vectors(NumberRows.Vector));
    }

    [Fact]
    public void Save_ThenLoad_VectorsOfEveryLengthAndTypeAreTheSame()
    {
        SameVectors(NumberDataViewType.Single, i => i * 0.5f);
        SameVectors(NumberDataViewType.Byte, i => (byte)(250 + i));
        SameVectors(NumberDataViewType.Int64, i => (long)i << 40);
        SameVectors(BooleanDataViewType.Instance, i => i % 2 == 0);
        SameVectors(TextDataViewType.Instance, i => $"word {i}".AsMemory(), text => text.ToString());
    }

    [Fact]
    public void Save_SparseVectors_LoadsTheirDenseValues()
    {
        ScriptedView view = new ScriptedView(2).AddVector(
            "X", NumberDataViewType.Single, 4, row => new VBuffer<float>(4, 1, [row + 1f], [2]));

        SaveAndLoad(view).Vectors("X").ShouldBe([[0, 0, 1, 0], [0, 0, 2, 0]]);
    }

    [Fact]
    public void Save_Keys_LoadsTheirValues()
    {
        var rows = new[] { new Animal("cat", ["a", "b"]), new Animal("dog", ["b", "b"]), new Animal("cat", ["c", "a"]) };
        IDataView view = _context.Data.LoadFromEnumerable(rows);
        IDataView keys = _context.Transforms.Conversion.MapValueToKey("Name").Append(_context.Transforms.Conversion.MapValueToKey("Tags"))
            .Fit(view).Transform(view);

        IDataView loaded = SaveAndLoad(keys);

        loaded.Values<ReadOnlyMemory<char>>("Name").Select(name => name.ToString()).ShouldBe(["cat", "dog", "cat"]);
        loaded.Values<VBuffer<ReadOnlyMemory<char>>>("Tags").SelectMany(tags => tags.DenseValues().Select(tag => tag.ToString()))
            .ShouldBe(["a", "b", "b", "b", "c", "a"]);
    }

    [Fact]
    public void Save_KeysWithoutValues_LoadsTheirNumbers()
    {
        ScriptedView view = new ScriptedView(3).Add("K", new KeyDataViewType(typeof(uint), 9), row => (uint)row);

        SaveAndLoad(view).Values<uint>("K").ShouldBe([0u, 1u, 2u]);
    }

    [Fact]
    public void Save_Images_LoadsTheSamePixels()
    {
        byte[] pixels = [.. Enumerable.Range(0, 6 * 4).Select(i => i % 4 == 3 ? (byte)255 : (byte)(i * 10))];
        ScriptedView view = new ScriptedView(3).Add(
            "Image", new ImageDataViewType(2, 3), row => row == 1 ? null! : MLImage.CreateFromPixels(3, 2, MLPixelFormat.Bgra32, pixels));
        _context.Data.SaveAsParquet(view, _folder["images.parquet"]);

        IDataView bytes = _context.Data.LoadFromParquet(_folder["images.parquet"]);
        IDataView images = _context.Data.LoadFromParquet(_folder["images.parquet"], new ParquetOptions { ImageColumns = ["Image"] });

        bytes.Values<VBuffer<byte>>("Image").Select(file => file.Length > 0).ShouldBe([true, false, true]);
        List<MLImage?> loaded = images.Values<MLImage?>("Image");
        loaded[1].ShouldBeNull();
        (loaded[2]!.Width, loaded[2]!.Height).ShouldBe((3, 2));
        loaded[2]!.GetBGRPixels.ToArray().ShouldBe(view.Values<MLImage>("Image")[2].GetBGRPixels.ToArray());
        IDataView resized = _context.Transforms.LoadAndResizeImages("Small", 1, 1, inputColumnName: "Image").Fit(bytes).Transform(bytes);
        resized.Values<MLImage?>("Small").Select(image => image?.Width).ShouldBe([1, null, 1]);
    }

    [Theory]
    [InlineData(ParquetCompression.None)]
    [InlineData(ParquetCompression.Snappy)]
    [InlineData(ParquetCompression.Zstd)]
    public void Save_WithACompression_LoadsTheSame(ParquetCompression compression)
    {
        IDataView loaded = SaveAndLoad(NumberRows.View(2_000, size: 50), new ParquetWriteOptions { Compression = compression });

        loaded.Values<int>(NumberRows.Number).ShouldBe(Enumerable.Range(0, 2_000));
        loaded.Vectors(NumberRows.Vector)[1_999].ShouldBe(NumberRows.Values(1_999, 50).GetValues().ToArray());
    }

    [Fact]
    public void Save_NoRows_LoadsNone()
    {
        IDataView loaded = SaveAndLoad(NumberRows.View(0));

        loaded.GetRowCount().ShouldBe(0);
        loaded.Values<int>(NumberRows.Number).ShouldBeEmpty();
    }

    private void Same<T>(DataViewType type, Func<int, T> value, Func<T, object>? compared = null)
    {
        compared ??= x => x!;
        IDataView loaded = SaveAndLoad(new ScriptedView(Rows).Add("X", type, value));

        loaded.Schema["X"].Type.ShouldBe(type);
        loaded.Values<T>("X").Select(compared).ShouldBe(Enumerable.Range(0, Rows).Select(value).Select(compared));
    }

    // Of lengths 0, 1, 2 …, and so of none in common.
    private void SameVectors<T>(PrimitiveDataViewType type, Func<int, T> value, Func<T, object>? compared = null)
    {
        compared ??= x => x!;
        ScriptedView view = new ScriptedView(Rows).Add(
            "X", new VectorDataViewType(type), row => new VBuffer<T>(row, [.. Enumerable.Range(0, row).Select(value)]));
        IDataView loaded = SaveAndLoad(view);

        loaded.Schema["X"].Type.ShouldBe(new VectorDataViewType(type));
        loaded.Values<VBuffer<T>>("X").Select(vector => vector.DenseValues().Select(compared).ToArray())
            .ShouldBe(Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, row).Select(value).Select(compared).ToArray()));
    }

    private IDataView SaveAndLoad(IDataView view, ParquetWriteOptions? options = null)
    {
        _context.Data.SaveAsParquet(view, _folder["rows.parquet"], options);
        return _context.Data.LoadFromParquet(_folder["rows.parquet"]);
    }

    private sealed record Animal(string Name, string[] Tags);
}

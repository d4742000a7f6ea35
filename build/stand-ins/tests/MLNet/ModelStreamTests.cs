using System.Text;
using Microsoft.ML;

namespace StandIns.Tests.MLNet;

/// <summary>Every byte of a model stream: header, body, string table, characters, assembly name, tail.</summary>
public class ModelStreamTests
{
    private const string AssemblyName = "Microsoft.ML.Data, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51";
    private const string Text = "CopyA";
    private const int TextSize = 2 * 5;
    private const int HeaderSize = 256;
    private const int BodySize = 12;
    private const int StringTable = HeaderSize + BodySize;
    private const int StringChars = StringTable + 2 * sizeof(long);
    private const int Assembly = StringChars + TextSize;
    private static readonly int Tail = Assembly + 2 * AssemblyName.Length;

    private readonly byte[] _bytes;

    public ModelStreamTests()
    {
        var context = new MLContext();
        var model = context.Transforms.CopyColumns("Copy", "A").Fit(SavedModel.View(context));
        _bytes = SavedModel.Entry(context, model, null, "TransformerChain/Model.key");
    }

    [Fact]
    public void Header_NamesFormatAndComponent()
    {
        Assert.Equal("ML\0MODEL", Latin1(0x00, 8));
        Assert.Equal([0x00010002, 0x00010002], Ints(0x08, 2));
        Assert.Equal("COPYCOLT", Latin1(0x40, 8));
        Assert.Equal([0x00010001, 0x00010001], Ints(0x48, 2));
        Assert.Equal("CopyTransform".PadRight(24, '\0'), Latin1(0x50, 24));
        Assert.Equal(new string('\0', 24), Latin1(0x68, 24));
    }

    [Fact]
    public void Header_PlacesEachBlockBehindTheOther()
    {
        Assert.Equal([HeaderSize, BodySize], Longs(0x10, 2));
        Assert.Equal([StringTable, 2 * sizeof(long)], Longs(0x20, 2));
        Assert.Equal([StringChars, TextSize], Longs(0x30, 2));
        Assert.Equal([Tail, Tail + 8], Longs(0x80, 2));
        Assert.Equal([Assembly], Longs(0x90, 1));
        Assert.Equal([2 * AssemblyName.Length], Ints(0x98, 1));
        Assert.All(_bytes[0x9C..HeaderSize], value => Assert.Equal(0, value));
        Assert.Equal(Tail + 8, _bytes.Length);
    }

    [Fact]
    public void Blocks_HoldIdsStringsAndNames()
    {
        Assert.Equal([1, 0, 1], Ints(HeaderSize, 3));
        Assert.Equal([8, TextSize], Longs(StringTable, 2));
        Assert.Equal(Text, Encoding.Unicode.GetString(_bytes, StringChars, TextSize));
        Assert.Equal(AssemblyName, Encoding.Unicode.GetString(_bytes, Assembly, Tail - Assembly));
        Assert.Equal("LEDOM\0LM", Latin1(Tail, 8));
    }

    [Fact]
    public void SameStringTwice_IsStoredOnce()
    {
        var context = new MLContext();
        var model = context.Transforms.CopyColumns("A", "A").Fit(SavedModel.View(context));
        var bytes = SavedModel.Entry(context, model, null, "TransformerChain/Model.key");

        Assert.Equal(sizeof(long), BitConverter.ToInt64(bytes, 0x28));
        Assert.Equal([1, 0, 0], [BitConverter.ToInt32(bytes, 256), BitConverter.ToInt32(bytes, 260), BitConverter.ToInt32(bytes, 264)]);
    }

    [Fact]
    public void EmptyChain_HasNoStringBlocks()
    {
        var bytes = SavedModel.Entry(new MLContext(), new Microsoft.ML.Data.TransformerChain<ITransformer>(), null, "TransformerChain/Model.key");

        Assert.Equal("XF\0CHAIN", Encoding.Latin1.GetString(bytes, 0x40, 8));
        Assert.Equal(new byte[32], bytes[0x20..0x40]);
        Assert.Equal(HeaderSize + sizeof(int), BitConverter.ToInt64(bytes, 0x90));
    }

    [Fact]
    public void FirstContainerVersion_WithoutAssemblyName_LoadsRegisteredComponents()
    {
        var old = (byte[])_bytes.Clone();
        old[0x08] = old[0x0C] = 1;
        Array.Clear(old, 0x90, 12);
        BitConverter.TryWriteBytes(old.AsSpan(0x80), (long)Assembly);
        BitConverter.TryWriteBytes(old.AsSpan(0x88), (long)Assembly + 8);
        byte[] stream = [.. old[..Assembly], .. old[Tail..]];

        var context = new MLContext();
        context.ComponentCatalog.RegisterAssembly(typeof(MLContext).Assembly);
        var loaded = SavedModel.Load(context, stream);

        Assert.Equal("ColumnCopyingTransformer", loaded.GetType().Name);
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x18)]
    [InlineData(0x20)]
    [InlineData(0x28)]
    [InlineData(0x30)]
    [InlineData(0x38)]
    [InlineData(0x80)]
    [InlineData(0x88)]
    [InlineData(0x90)]
    [InlineData(0x98)]
    public void OffsetOrLengthChanged_IsRefused(int field)
    {
        _bytes[field] += 2;
        Assert.Throws<FormatException>(() => SavedModel.Load(new MLContext(), _bytes));
    }

    [Fact]
    public void BodyNotReadToItsEnd_IsRefused()
    {
        // One column fewer: its names stay unread.
        _bytes[HeaderSize] = 0;
        Assert.ThrowsAny<Exception>(() => SavedModel.Load(new MLContext(), _bytes));
    }

    private string Latin1(int offset, int count) => Encoding.Latin1.GetString(_bytes, offset, count);

    private int[] Ints(int offset, int count) => [.. Enumerable.Range(0, count).Select(i => BitConverter.ToInt32(_bytes, offset + i * sizeof(int)))];

    private long[] Longs(int offset, int count)
        => [.. Enumerable.Range(0, count).Select(i => BitConverter.ToInt64(_bytes, offset + i * sizeof(long)))];
}

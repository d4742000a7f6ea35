using System.IO.Compression;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Idx;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Tests.Idx;

public sealed class IdxViewTests : IDisposable
{
    private const int RowBytes = 1 << 20;   // eight rows a block
    private const int Rows = 21;

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_ImagesAndLabels_AreTheFilesInOrder()
    {
        IdxWriter.Write(_folder["images"], (ReadOnlySpan<byte>)[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, 3, 2);
        IdxWriter.Write(_folder["labels"], (ReadOnlySpan<byte>)[7, 9], 2);

        IDataView view = _context.Data.LoadFromIdx(_folder["images"], _folder["labels"]);

        view.Schema["Pixels"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Byte, 3, 2));
        view.Values<VBuffer<byte>>("Pixels").Select(row => row.DenseValues().ToArray()).ShouldBe([[1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12]]);
        view.Values<byte>("Label").ShouldBe([7, 9]);
        view.GetRowCount().ShouldBe(2);
    }

    [Fact]
    public void Load_Floats_AreSinglesUnderAGivenName()
    {
        IdxWriter.Write(_folder["latents"], (ReadOnlySpan<float>)[1.5f, -2, float.NaN, 0], 2, 2);

        IDataView view = _context.Data.LoadFromIdx(_folder["latents"], imageColumnName: "Latent");

        view.Schema.Select(column => column.Name).ShouldBe(["Latent"]);
        view.Vectors("Latent").ShouldBe([[1.5f, -2], [float.NaN, 0]]);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, 3)]
    [InlineData(true, null)]
    [InlineData(true, 3)]
    public void Cursor_OverBlocks_ReadsEachRowOnceWithItsPlaceAsId(bool isCompressed, int? seed)
    {
        IDataView view = Blocks(isCompressed);

        List<(ulong Id, byte First, byte Label)> rows = Read(view, seed is { } value ? new Random(value) : null);

        rows.OrderBy(row => row.Id).ShouldBe(Enumerable.Range(0, Rows).Select(i => ((ulong)i, (byte)i, (byte)(100 + i))));
        rows.Select(row => (int)row.Id).SequenceEqual(Enumerable.Range(0, Rows)).ShouldBe(seed is null);
        Read(view, seed is { } again ? new Random(again) : null).ShouldBe(rows);
    }

    [Fact]
    public void Cursor_Shuffled_ReadsOneBlockAfterTheOther()
    {
        int[] blocks = [.. Read(Blocks(isCompressed: false), new Random(2)).Select(row => (int)row.Id / 8)];

        blocks.Zip(blocks.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBe(2);
    }

    [Fact]
    public void CursorSet_OfAPlainFile_HasABlockEach()
    {
        IDataView view = Blocks(isCompressed: false);

        DataViewRowCursor[] cursors = view.GetRowCursorSet([view.Schema["Label"]], 8);

        cursors.Select(cursor => cursor.Rest<byte>(view.Schema["Label"]).Count).ShouldBe([8, 8, 5]);
        Blocks(isCompressed: true).GetRowCursorSet([view.Schema["Label"]], 8).Length.ShouldBe(1);
    }

    [Fact]
    public void Load_FilesThatDoNotFit_NamesThem()
    {
        IdxWriter.Write(_folder["images"], (ReadOnlySpan<byte>)[1, 2], 2, 1);
        IdxWriter.Write(_folder["labels"], (ReadOnlySpan<byte>)[7], 1);
        IdxWriter.Write(_folder["empty"], (ReadOnlySpan<byte>)[], 0, 0);
        File.WriteAllText(_folder["text"], "no numbers");

        Fault("images", "labels").ShouldEndWith($"expected 2 labels, one for each row of '{_folder["images"]}', got 1.");
        Fault("labels", null).ShouldContain("in at least 2 dimensions (such as 0x00000803 for images), got 0x00000801");
        Fault("text", null).ShouldContain("got 0x6E6F206E");
        Fault("empty", null).ShouldEndWith("expected at least one number a row, got 0 x 0.");
        Should.Throw<FileNotFoundException>(() => _context.Data.LoadFromIdx(_folder["none"]));

        string Fault(string images, string? labels) => Should.Throw<IdxFormatException>(
            () => _context.Data.LoadFromIdx(_folder[images], labels is null ? null : _folder[labels])).Message;
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Cursor_OverACompressedFileOfAnotherLength_SaysSoAtItsEnd(int difference)
    {
        byte[] content = [0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, .. new byte[6 + difference]];
        using (var zipped = new GZipStream(File.Create(_folder["images"]), CompressionLevel.Fastest))
            zipped.Write(content);

        IDataView view = _context.Data.LoadFromIdx(_folder["images"]);

        Should.Throw<FormatException>(() => view.Values<VBuffer<byte>>("Pixels")).Message.ShouldContain(_folder["images"]);
    }

    private IDataView Blocks(bool isCompressed)
    {
        byte[] pixels = new byte[Rows * RowBytes];
        for (int row = 0; row < Rows; row++)
            Array.Fill(pixels, (byte)row, row * RowBytes, RowBytes);
        IdxWriter.Write(_folder["images"], pixels, Rows, 1024, RowBytes / 1024);
        IdxWriter.Write(_folder["labels"], [.. Enumerable.Range(100, Rows).Select(label => (byte)label)], Rows);
        string images = _folder["images"];
        if (isCompressed)
        {
            using var zipped = new GZipStream(File.Create(_folder["images.gz"]), CompressionLevel.Fastest);
            zipped.Write(File.ReadAllBytes(images));
            images = _folder["images.gz"];
        }
        return _context.Data.LoadFromIdx(images, _folder["labels"]);
    }

    private static List<(ulong Id, byte First, byte Label)> Read(IDataView view, Random? random)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, random);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        ValueGetter<VBuffer<byte>> getPixels = cursor.GetGetter<VBuffer<byte>>(view.Schema["Pixels"]);
        ValueGetter<byte> getLabel = cursor.GetGetter<byte>(view.Schema["Label"]);
        List<(ulong, byte, byte)> rows = [];
        while (cursor.MoveNext())
            rows.Add((getId.Value().Low, getPixels.Value().GetValues()[RowBytes - 1], getLabel.Value()));
        return rows;
    }
}

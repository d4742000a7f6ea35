using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>No value depends on which other columns are read.</summary>
public class ColumnsThatAreReadTests
{
    private readonly MLContext _context = new(1);

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void OutputColumns_ReadWithTheImagesOrWithout_AreBitEqual(int rows)
    {
        using VaeTransformer model = AllColumns.With(TestOptions.Tiny with { InputColumnName = TwoColorImages.Column, ImageOutput = ImageOutput.Vector })
            .Fit(TwoColorImages.View(_context, 20, 4, 3));
        IDataView view = model.Transform(TwoColorImages.View(_context, rows, 4, 3));

        foreach (string column in AllColumns.InOrder)
            Read(view, [column, TwoColorImages.Column], column).ShouldBe(Read(view, [column], column), column);
        foreach (string column in AllColumns.InOrder)
            Read(view, [.. view.Schema.Select(active => active.Name)], column).ShouldBe(Read(view, [column], column), column);
    }

    /// <summary>Its images belong to the source, which disposes each when the next row is read.</summary>
    [Fact]
    public void ImagesReadAlong_FromASourceThatDisposesThem_AreTheRowsOwn()
    {
        using VaeTransformer model = (TestOptions.Tiny with { InputColumnName = TwoColorImages.Column }).Fit(TwoColorImages.View(_context, 20));
        IDataView images = TwoColorImages.View(_context, 20);
        IDataView view = model.Transform(images);
        using DataViewRowCursor expected = images.GetRowCursor(images.Schema);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ValueGetter<MLImage> getExpected = expected.GetGetter<MLImage>(images.Schema[TwoColorImages.Column]);
        ValueGetter<MLImage> get = cursor.GetGetter<MLImage>(view.Schema[TwoColorImages.Column]);

        while (cursor.MoveNext() && expected.MoveNext())
        {
            using MLImage want = getExpected.Value(), got = get.Value();
            got.Pixels.ToArray().ShouldBe(want.Pixels.ToArray());
            (got.Width, got.Height, got.PixelFormat, got.Tag).ShouldBe((want.Width, want.Height, want.PixelFormat, want.Tag));
            got.Dispose();
            using MLImage again = get.Value();
            again.Pixels.ToArray().ShouldBe(want.Pixels.ToArray());
        }
    }

    [Fact]
    public void ImagesReadAlong_InMemory_StayTheCallers()
    {
        ImageInMemory[] rows = [.. Enumerable.Range(0, 5).Select(row => new ImageInMemory { Picture = TwoColorImages.Image(row) })];
        IDataView data = _context.Data.LoadFromEnumerable(rows);
        using VaeTransformer model = (TestOptions.Tiny with { InputColumnName = TwoColorImages.Column }).Fit(data);

        IDataView view = model.Transform(data);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
            cursor.Rest<MLImage>(view.Schema[TwoColorImages.Column]).ForEach(image => image.Dispose());

        rows.ShouldAllBe(row => row.Picture!.Height == TwoColorImages.Height);   // a disposed image throws
    }

    [Fact]
    public void MissingImageReadAlong_OfAnotherColumn_StaysMissing()
    {
        ScriptedView source = TestImages.View(3).Add<MLImage?>("Photo", new Transforms.Image.ImageDataViewType(), _ => null);
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(source);

        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);

        cursor.Rest<MLImage?>(view.Schema["Photo"]).ShouldBe([null, null, null]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LargeColumnReadAlong_600RowsOf1Megabyte_IsKeptForAFewRowsAndChangesNoBit(bool hasKnownSize)
    {
        const int Bytes = 1_000_000, Rows = 600;
        byte[] blob = new byte[Bytes];
        DataViewType type = hasKnownSize ? new VectorDataViewType(NumberDataViewType.Byte, Bytes) : new VectorDataViewType(NumberDataViewType.Byte);
        ScriptedView source = TestImages.View(Rows).Add("Blob", type, _ => new VBuffer<byte>(Bytes, blob));
        using TinyModel model = AllColumns.Create();
        IDataView view = model.Transformer.Transform(source);

        foreach (string column in AllColumns.InOrder)
            Read(view, [column, "Blob"], column).ShouldBe(Read(view, [column], column), column);

        source.Cursors.Clear();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[TinyModel.Mean], view.Schema["Blob"]]);
        cursor.MoveNext();
        source.Moves.ShouldBe(16);
        long before = GC.GetAllocatedBytesForCurrentThread();
        List<int> lengths = [.. LengthsOf(cursor, view.Schema["Blob"])];
        lengths.ShouldAllBe(length => length == Bytes);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 * Bytes);
    }

    [Fact]
    public void LongTextReadAlong_IsKeptForAFewRowsAndChangesNoBit()
    {
        var text = new string('x', 500_000);
        ScriptedView source = TestImages.View(100).Add("Text", TextDataViewType.Instance, _ => text.AsMemory());
        using TinyModel model = AllColumns.Create();
        IDataView view = model.Transformer.Transform(source);

        foreach (string column in AllColumns.InOrder)
            Read(view, [column, "Text"], column).ShouldBe(Read(view, [column], column), column);
    }

    /// <summary>The rows of one batch that are read in parts share the same pass over a conditional model.</summary>
    [Fact]
    public void LargeColumnReadAlong_OfAConditionalModel_ChangesNoBit()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(ConditionedImageRow.Of).ToList());
        IDataView wide = _context.Transforms.CustomMapping<NumberRow, BlobRow>((_, row) => row.Blob = new byte[2_000_000], null).Fit(data).Transform(data);
        using VaeTransformer model = (TestOptions.Tiny with { ConditionColumnName = ConditionedImages.Column }).Fit(data);
        IDataView view = model.Transform(wide);

        Read(view, [TinyModel.Mean, nameof(BlobRow.Blob)], TinyModel.Mean).ShouldBe(Read(view, [TinyModel.Mean], TinyModel.Mean));
    }

    private static IEnumerable<int> LengthsOf(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<byte>> get = cursor.GetGetter<VBuffer<byte>>(column);
        VBuffer<byte> blob = default;
        do
        {
            get(ref blob);
            yield return blob.Length;
        }
        while (cursor.MoveNext());
    }

    private static List<string> Read(IDataView view, string[] active, string column)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(active.Select(name => view.Schema[name]));
        return view.Schema[column].Type switch
        {
            VectorDataViewType => [.. cursor.Rest<VBuffer<float>>(view.Schema[column]).Select(vector => Bits([.. vector.DenseValues()]))],
            BooleanDataViewType => [.. cursor.Rest<bool>(view.Schema[column]).Select(value => $"{value}")],
            _ => [.. cursor.Rest<float>(view.Schema[column]).Select(value => Bits([value]))],
        };
    }

    private static string Bits(float[] values) => string.Join(' ', values.Select(value => BitConverter.SingleToInt32Bits(value).ToString("x8", null)));

    private sealed class NumberRow
    {
        public int Number { get; set; }
    }

    private sealed class BlobRow
    {
        public byte[] Blob { get; set; } = [];
    }

    private sealed class ImageInMemory
    {
        [Microsoft.ML.Transforms.Image.ImageType(TwoColorImages.Height, TwoColorImages.Width)]
        public MLImage? Picture { get; set; }
    }
}

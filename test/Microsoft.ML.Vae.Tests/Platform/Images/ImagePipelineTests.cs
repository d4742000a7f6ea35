using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>Files to vectors, read in every way that a view can be read.</summary>
public sealed class ImagePipelineTests : IDisposable
{
    private const int Count = 60;
    private const int Size = 8;

    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _names = [.. Enumerable.Range(0, Count).Select(i => $"{i}.png")];

    public ImagePipelineTests()
    {
        for (int i = 0; i < Count; i++)
        {
            using MLImage image = TwoColors.Solid(Size + (i % 3), Size, (byte)i, 2, 3);
            image.Save(_folder[_names[i]]);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transform_AFolder_IsOneVectorForEachFile() => Reds(Vectors()).ShouldBe(Enumerable.Range(0, Count));

    [Fact]
    public void GetRowCursorSet_Images_AreEachReadOnce()
    {
        IDataView vectors = Vectors();
        DataViewSchema.Column column = vectors.Schema["Pixels"];
        var reds = new List<int>();
        foreach (DataViewRowCursor cursor in vectors.GetRowCursorSet([column], 4))
        {
            using (cursor)
            {
                ValueGetter<VBuffer<byte>> getter = cursor.GetGetter<VBuffer<byte>>(column);
                VBuffer<byte> pixels = default;
                while (cursor.MoveNext())
                {
                    getter(ref pixels);
                    reds.Add(pixels.GetItemOrDefault(0));
                }
            }
        }

        reds.Order().ShouldBe(Enumerable.Range(0, Count));
    }

    [Fact]
    public void Cache_Vectors_KeepsThemWithoutTheFiles()
    {
        IDataView cached = _context.Data.Cache(Vectors(), "Pixels");
        Reds(cached).Count.ShouldBe(Count);
        Directory.Delete(_folder.FullName, recursive: true);
        Reds(cached).ShouldBe(Enumerable.Range(0, Count));
        Directory.CreateDirectory(_folder.FullName);
    }

    [Fact]
    public void ShuffleRows_Images_AreReadInAnotherOrder() =>
        Reds(_context.Data.ShuffleRows(Vectors(), seed: 3)).Order().ShouldBe(Enumerable.Range(0, Count));

    [Fact]
    public void Preview_Images_AreObjectsOfTheirOwnInBothViews()
    {
        IDataView view = PathRow.View(_context, _names);
        IDataView images = _context.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(view).Transform(view);

        DataDebuggerPreview preview = images.Preview(maxRows: 3);

        var inRow = (MLImage)preview.RowView[1].Values[1].Value;
        var inColumn = (MLImage)preview.ColumnView[1].Values[1];
        inRow.ShouldNotBeSameAs(inColumn);
        (inRow.Width, inColumn.Width).ShouldBe((Size + 1, Size + 1));
    }

    private static List<int> Reds(IDataView vectors) => [.. vectors.Vectors<byte>("Pixels").Select(pixels => (int)pixels[0])];

    private IDataView Vectors()
    {
        IDataView view = PathRow.View(_context, _names);
        return _context.Transforms.LoadImages("Image", _folder.FullName, "Path")
            .Append(_context.Transforms.ResizeImages("Image", Size, Size, resizing: ImageResizingEstimator.ResizingKind.Fill))
            .Append(_context.Transforms.ExtractPixels("Pixels", "Image", outputAsFloatArray: false)).Fit(view).Transform(view);
    }
}

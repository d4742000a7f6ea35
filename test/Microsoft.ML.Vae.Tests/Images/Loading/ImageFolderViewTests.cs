using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

public sealed class ImageFolderViewTests : IDisposable
{
    private readonly LoadedFiles _files = new();

    public ImageFolderViewTests()
    {
        foreach (string folder in new[] { "cat", "dog" })
            Directory.CreateDirectory(Path.Combine(_files.Folder, folder));
        for (int i = 0; i < 20; i++)
            _files.Add($"{(i % 2 == 0 ? "cat" : "dog")}/{i:D2}.png", Image(i));
        _files.Add("alone.PNG", Image(20));
        _files.Add("cat/notes.txt", [1]);
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Load_AFolder_NamesEachImageAndItsFolderInOrder()
    {
        IDataView view = _files.Context.Data.LoadFromImageFolder(_files.Folder);

        string[] paths = [.. view.Values<ReadOnlyMemory<char>>("Path").Select(path => Path.GetRelativePath(_files.Folder, path.ToString()))];
        paths.ShouldBe(paths.Order(StringComparer.Ordinal));
        paths.Length.ShouldBe(21);
        view.Values<ReadOnlyMemory<char>>("Label").Select(label => label.ToString())
            .ShouldBe(paths.Select(path => Path.GetDirectoryName(path)!));
        view.GetRowCount().ShouldBe(21);
        view.Schema.Select(column => column.Name).ShouldBe(["Path", "Label"]);
    }

    [Fact]
    public void Load_WithASize_ReadsAFileWhenItsImageIsAskedForAlone()
    {
        _files.Add("broken.png", [1, 2, 3]);
        IDataView view = _files.Context.Data.LoadFromImageFolder(_files.Folder, 3, 2);

        view.Schema["Image"].Type.ShouldBe(new ImageDataViewType(2, 3));
        view.Values<ReadOnlyMemory<char>>("Label").Count.ShouldBe(22);
        Should.Throw<InvalidOperationException>(() => view.Values<MLImage>("Image")).Message.ShouldContain("broken.png");
        IDataView lenient = _files.Context.Data.LoadFromImageFolder(_files.Folder, 3, 2, onInvalidFile: InvalidFileBehavior.Missing);
        List<MLImage?> images = lenient.Values<MLImage?>("Image");
        images.Count(image => image is null).ShouldBe(1);
        images.OfType<MLImage>().ShouldAllBe(image => image.Width == 3 && image.Height == 2);
    }

    [Fact]
    public void Cursor_Shuffled_KeepsImageLabelAndIdTogether()
    {
        IDataView view = _files.Context.Data.LoadFromImageFolder(_files.Folder, 1, 1);

        var inOrder = Read(view, null);
        var shuffled = Read(view, new Random(4));

        view.CanShuffle.ShouldBeTrue();
        shuffled.ShouldNotBe(inOrder);
        shuffled.OrderBy(row => row.Id).ShouldBe(inOrder);
        Read(view, new Random(4)).ShouldBe(shuffled);
    }

    [Fact]
    public void Load_NoFolderNoImagesOrNoSize_IsRefused()
    {
        string empty = Directory.CreateDirectory(Path.Combine(_files.Folder, "empty")).FullName;

        Should.Throw<DirectoryNotFoundException>(() => _files.Context.Data.LoadFromImageFolder(Path.Combine(empty, "no"))).Message.ShouldContain("no");
        Should.Throw<FileNotFoundException>(() => _files.Context.Data.LoadFromImageFolder(empty)).Message.ShouldContain(".jpg, .jpeg, .png");
        Should.Throw<ArgumentOutOfRangeException>(() => _files.Context.Data.LoadFromImageFolder(_files.Folder, 0, 2)).Message
            .ShouldContain("ImageWidth is 0; must be at least 1.");
    }

    [Fact]
    public void LoadAndResize_OfBytes_IsThatOfTheFile()
    {
        ScriptedView bytes = new ScriptedView(3).Add("Bytes", new VectorDataViewType(NumberDataViewType.Byte),
            row => row == 0 ? default : new VBuffer<byte>(row == 1 ? Image(7).Length : 2, row == 1 ? Image(7) : [1, 2]));
        ImageFileOptions options = new()
        {
            OutputColumnName = "Image",
            InputColumnName = "Bytes",
            ImageWidth = 1,
            ImageHeight = 1,
            OnInvalidFile = InvalidFileBehavior.Missing,
        };

        List<MLImage?> images = _files.Context.Transforms.LoadAndResizeImages(options).Fit(bytes).Transform(bytes).Values<MLImage?>("Image");

        images.Select(image => image?.GetBGRPixels[0]).ShouldBe([null, (byte)70, null]);
        IDataView strict = _files.Context.Transforms.LoadAndResizeImages(options with { OnInvalidFile = InvalidFileBehavior.Throw })
            .Fit(bytes).Transform(bytes);
        Should.Throw<InvalidOperationException>(() => strict.Values<MLImage?>("Image")).Message
            .ShouldStartWith("Column 'Image': the file in row 2 cannot be loaded: it is not an image");
    }

    private static byte[] Image(int number)
    {
        var pixel = new Rgb((byte)(number * 10), (byte)(number * 10), (byte)(number * 10));
        return LoadedFiles.Encode(new[,] { { pixel, pixel }, { pixel, pixel } });
    }

    private static List<(ulong Id, string Path, byte Level)> Read(IDataView view, Random? random)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, random);
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        ValueGetter<ReadOnlyMemory<char>> getPath = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Path"]);
        ValueGetter<MLImage> getImage = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        List<(ulong, string, byte)> rows = [];
        while (cursor.MoveNext())
            rows.Add((getId.Value().Low, getPath.Value().ToString(), getImage.Value().GetBGRPixels[0]));
        return rows;
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

public sealed class LoadImagesTests : IDisposable
{
    private readonly MLContext _context = new(1);
    private readonly TemporaryFolder _folder = new();

    public LoadImagesTests()
    {
        using MLImage image = TwoColors.Make();
        image.Save(_folder["a.png"]);
        File.WriteAllBytes(_folder["a.bmp"], TwoColors.Bmp(image));
        using MLImage large = TwoColors.Make(32, 32, (x, _) => x < 16 ? TwoColors.Back : TwoColors.Corner);
        large.Save(_folder["b.jpg"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transform_FilesOfAFolder_AreImagesOfNoKnownSize()
    {
        IDataView images = Load("a.png", "a.bmp", "b.jpg");

        images.Schema["Image"].Type.ShouldBe(new ImageDataViewType());
        images.Read<MLImage, (int, int)>("Image", image => (image.Width, image.Height)).ShouldBe([(3, 5), (3, 5), (32, 32)]);
        images.Read<MLImage, string>("Image", image => image.Tag).ShouldBe([_folder["a.png"], _folder["a.bmp"], _folder["b.jpg"]]);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.bmp")]
    public void Transform_LosslessFile_HasItsColors(string name)
    {
        using MLImage expected = TwoColors.Make();
        Load(name).Bgr("Image").Single().ShouldBe(expected.GetBGRPixels);
        Load(name).Read<MLImage, bool>("Image", image => image.Pixels.ToArray().Where((_, i) => i % 4 == 3).All(alpha => alpha == 255))
            .ShouldBe([true]);
    }

    /// <summary>JPEG at quality 100 is a few levels off where colours are flat.</summary>
    [Fact]
    public void Transform_Jpeg_HasNearlyItsColors()
    {
        List<(byte Red, byte Green, byte Blue)[]> colors = Load("b.jpg").Read<MLImage, (byte, byte, byte)[]>("Image", image => [image.At(4, 9), image.At(27, 20)]);
        Far(colors[0][0], TwoColors.Back).ShouldBeLessThanOrEqualTo(3);
        Far(colors[0][1], TwoColors.Corner).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public void Transform_NoFolder_TakesPathsAsTheyAre()
    {
        IDataView view = PathRow.View(_context, _folder["a.png"]);
        ImageLoadingTransformer loader = _context.Transforms.LoadImages("Image", null, "Path").Fit(view);
        loader.ImageFolder.ShouldBeNull();
        loader.Transform(view).Read<MLImage, string>("Image", image => image.Tag).ShouldBe([_folder["a.png"]]);
    }

    [Fact]
    public void LoadImages_RelativeFolder_IsMadeAbsolute()
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder.FullName);
        _context.Transforms.LoadImages("Image", relative, "Path").Fit(PathRow.View(_context)).ImageFolder.ShouldBe(_folder.FullName);
    }

    [Fact]
    public void LoadImages_MissingFolder_Throws() =>
        Should.Throw<ArgumentException>(() => _context.Transforms.LoadImages("Image", _folder["none"], "Path"))
            .Message.ShouldBe($"Directory \"{_folder["none"]}\" does not exist.");

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Transform_EmptyPath_IsNoImage(string? path) =>
        Load(path).Read<MLImage?, bool>("Image", image => image == null).ShouldBe([true]);

    [Fact]
    public void Transform_MissingFile_ThrowsAtTheRow() =>
        Should.Throw<FileNotFoundException>(() => Load("a.png", "none.png").Bgr("Image")).FileName.ShouldBe(_folder["none.png"]);

    [Theory]
    [InlineData("")]
    [InlineData("no picture at all")]
    [InlineData("BM is how a BMP begins, but this one goes on like that")]
    [InlineData("BM")]
    public void Transform_FileThatIsNoPicture_ThrowsAndDoesNotNameIt(string text)
    {
        File.WriteAllText(_folder["bad.png"], text);
        ArgumentException exception = Should.Throw<ArgumentException>(() => Load("bad.png").Bgr("Image"));
        exception.ParamName.ShouldBe("imageStream");
        exception.Message.ShouldBe("Invalid input stream contents (Parameter 'imageStream')");
    }

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 1, 2, 3 })]
    public void Transform_FileThatOnlyBeginsAsAPicture_Throws(byte[] bytes)
    {
        File.WriteAllBytes(_folder["bad.jpg"], bytes);
        Should.Throw<ArgumentException>(() => Load("bad.jpg").Bgr("Image")).ParamName.ShouldBe("imageStream");
    }

    [Fact]
    public void Transform_NextRow_DisposesTheImageBefore()
    {
        List<MLImage> images = Load("a.png", "a.bmp").Read<MLImage, MLImage>("Image", image => image);
        images.Count.ShouldBe(2);
        foreach (MLImage image in images)
            Should.Throw<InvalidOperationException>(() => image.Width).Message.ShouldBe("Object is disposed.");
    }

    [Fact]
    public void GetOutputSchema_NoText_Throws()
    {
        IDataView view = PlatformRows.Context().View(1);
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.LoadImages("Image", null, "Number").Fit(view))
            .Message.ShouldStartWith("Schema mismatch for input column 'Number': expected String, got Single");
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.LoadImages("Image", null, "None").Fit(view))
            .Message.ShouldStartWith("Could not find input column 'None'");
    }

    [Fact]
    public void LoadRawImageBytes_AnyFile_IsItsBytes()
    {
        File.WriteAllBytes(_folder["empty"], []);
        IDataView view = PathRow.View(_context, "a.png", "", "empty");
        IDataView bytes = _context.Transforms.LoadRawImageBytes("Bytes", _folder.FullName, "Path").Fit(view).Transform(view);

        bytes.Schema["Bytes"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Byte));
        List<byte[]> rows = bytes.Vectors<byte>("Bytes");
        rows[0].ShouldBe(File.ReadAllBytes(_folder["a.png"]));
        rows[1..].ShouldAllBe(row => row.Length == 0);
    }

    private IDataView Load(params string?[] names)
    {
        IDataView view = PathRow.View(_context, names);
        return _context.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(view).Transform(view);
    }

    private static int Far((byte Red, byte Green, byte Blue) a, (byte Red, byte Green, byte Blue) b) =>
        new[] { a.Red - b.Red, a.Green - b.Green, a.Blue - b.Blue }.Max(Math.Abs);
}

using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>Which files <see cref="MLImage"/> reads and writes.</summary>
public sealed class ImageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.JPEG")]
    public void Save_Jpeg_ComesBackNearlyTheSame(string name)
    {
        using MLImage image = TwoColors.Make(48, 32, (x, _) => x < 16 ? TwoColors.Back : TwoColors.Corner);
        image.Save(_folder[name]);
        File.ReadAllBytes(_folder[name])[..3].ShouldBe([0xFF, 0xD8, 0xFF]);

        using MLImage back = MLImage.CreateFromFile(_folder[name]);
        (back.Width, back.Height, back.BitsPerPixel).ShouldBe((48, 32, 32));
        (byte red, byte green, byte blue) = back.At(40, 30);
        ((int)red).ShouldBeInRange(2, 8);
        ((int)green).ShouldBeInRange(57, 63);
        ((int)blue).ShouldBeInRange(247, 253);
    }

    [Fact]
    public void Save_RedFirst_HasTheSameColors()
    {
        byte[] pixels = [.. Enumerable.Repeat(new byte[] { 200, 30, 10, 255 }, 256).SelectMany(pixel => pixel)];
        using MLImage image = MLImage.CreateFromPixels(16, 16, MLPixelFormat.Rgba32, pixels);
        image.Save(_folder["a.png"]);
        image.Save(_folder["a.jpg"]);
        using MLImage png = MLImage.CreateFromFile(_folder["a.png"]);
        using MLImage jpeg = MLImage.CreateFromFile(_folder["a.jpg"]);
        png.At(3, 4).ShouldBe(((byte)200, (byte)30, (byte)10));
        ((int)jpeg.At(3, 4).Red).ShouldBeInRange(197, 203);
    }

    [Theory]
    [InlineData("a.bmp")]
    [InlineData("a.gif")]
    [InlineData("a.ico")]
    [InlineData("a.heif")]
    public void Save_FormatThatCanOnlyBeRead_Throws(string name)
    {
        using MLImage image = TwoColors.Make();
        ArgumentException exception = Should.Throw<ArgumentException>(() => image.Save(_folder[name]));
        exception.Message.ShouldStartWith($"Saving image with the format '{Path.GetExtension(name)}' is not supported.");
        exception.ParamName.ShouldBe("imagePath");
        File.Exists(_folder[name]).ShouldBeFalse();
    }

    [Fact]
    public void Save_UnknownExtension_Throws()
    {
        using MLImage image = TwoColors.Make();
        Should.Throw<ArgumentException>(() => image.Save(_folder["a.txt"])).Message.ShouldStartWith("Path has invalid image file extension.");
        Should.Throw<ArgumentNullException>(() => image.Save(null!));
        Should.Throw<DirectoryNotFoundException>(() => image.Save(Path.Combine(_folder["none"], "a.png")));
    }

    [Fact]
    public void Save_OverAFile_ReplacesIt()
    {
        File.WriteAllBytes(_folder["a.png"], new byte[100_000]);
        using MLImage image = TwoColors.Make();
        image.Save(_folder["a.png"]);
        new FileInfo(_folder["a.png"]).Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public void CreateFromFile_Bmp_HasItsColorsAndRowsInOrder()
    {
        using MLImage image = TwoColors.Make();
        File.WriteAllBytes(_folder["a.bmp"], TwoColors.Bmp(image));
        using MLImage back = MLImage.CreateFromFile(_folder["a.bmp"]);
        back.GetBGRPixels.ShouldBe(image.GetBGRPixels);
        back.BitsPerPixel.ShouldBe(32);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".bmp")]
    public void Create_MisnamedFile_GoesByItsContents(string extension)
    {
        using MLImage image = TwoColors.Make();
        image.Save(_folder["a.png"]);
        File.Move(_folder["a.png"], _folder["b" + extension]);
        using MLImage back = MLImage.CreateFromFile(_folder["b" + extension]);
        back.GetBGRPixels.ShouldBe(image.GetBGRPixels);
    }

    [Fact]
    public void CreateFromStream_FromTheMiddle_ReadsWhatIsLeft()
    {
        using MLImage image = TwoColors.Make();
        image.Save(_folder["a.png"]);
        using var stream = new MemoryStream([1, 2, 3, .. File.ReadAllBytes(_folder["a.png"])]) { Position = 3 };
        using MLImage back = MLImage.CreateFromStream(stream);
        back.GetBGRPixels.ShouldBe(image.GetBGRPixels);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".bmp")]
    public void CreateFromStream_DataBehindThePicture_IsIgnored(string extension)
    {
        using MLImage image = TwoColors.Make();
        if (extension == ".bmp")
            File.WriteAllBytes(_folder["a.bmp"], TwoColors.Bmp(image));
        else
            image.Save(_folder["a" + extension]);
        using MLImage alone = MLImage.CreateFromFile(_folder["a" + extension]);
        using MLImage back = MLImage.CreateFromStream(new MemoryStream([.. File.ReadAllBytes(_folder["a" + extension]), .. new byte[500]]));
        back.Pixels.ToArray().ShouldBe(alone.Pixels.ToArray());
    }

    [Fact]
    public void Create_NoPicture_Throws()
    {
        File.WriteAllText(_folder["a.png"], "");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromFile(_folder["a.png"])).Message.ShouldBe("Invalid path (Parameter 'imagePath')");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromFile(_folder["none.png"])).Message.ShouldBe("Invalid path (Parameter 'imagePath')");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromStream(new MemoryStream()))
            .Message.ShouldBe("Invalid input stream contents (Parameter 'imageStream')");
        Should.Throw<ArgumentNullException>(() => MLImage.CreateFromStream(null!)).ParamName.ShouldBe("imageStream");
    }
}

using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary><see cref="MLImage"/>: pixels in, PNG out, and back.</summary>
public sealed class PictureTests : IDisposable
{
    private const int Width = 3;
    private const int Height = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("pictures").FullName;

    /// <summary>Red with a blue corner at the right end of the top row: neither mirroring nor swapped colours go unseen.</summary>
    private static byte[] RedWithABlueCorner
    {
        get
        {
            var rgba = new byte[Width * Height * 4];
            for (var i = 0; i < rgba.Length; i += 4)
                (rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]) = (200, 30, 10, 255);
            (rgba[8], rgba[9], rgba[10]) = (5, 60, 250);
            return rgba;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("file.png")]
    [InlineData("FILE.PNG")]
    public void Save_Png_ComesBackWithTheSameColours(string name)
    {
        var path = Path.Combine(_folder, name);
        using var image = MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Rgba32, RedWithABlueCorner);
        image.Save(path);
        File.ReadAllBytes(path)[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

        using var back = MLImage.CreateFromFile(path);
        (back.Width, back.Height, back.BitsPerPixel).ShouldBe((Width, Height, 32));
        back.GetBGRPixels.ShouldBe(image.GetBGRPixels);
        back.GetBGRPixels[6..9].ShouldBe([250, 60, 5]);
        back.GetBGRPixels[0..3].ShouldBe([10, 30, 200]);

        using var fromStream = MLImage.CreateFromStream(new MemoryStream(File.ReadAllBytes(path)));
        fromStream.Pixels.ToArray().ShouldBe(back.Pixels.ToArray());
        fromStream.PixelFormat.ShouldBe(back.PixelFormat);
    }

    [Fact]
    public void CreateFromPixels_EitherOrder_KeepsTheBytesAndTheFormat()
    {
        using var image = MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Bgra32, RedWithABlueCorner);
        image.PixelFormat.ShouldBe(MLPixelFormat.Bgra32);
        image.Pixels.ToArray().ShouldBe(RedWithABlueCorner);
        image.GetBGRPixels[0..3].ShouldBe([200, 30, 10]);
        image.Tag.ShouldBeNull();
        image.Tag = "digit";
        image.Tag.ShouldBe("digit");
    }

    [Fact]
    public void Create_BadArguments_Throw()
    {
        Should.Throw<ArgumentException>(() => MLImage.CreateFromPixels(1, 1, MLPixelFormat.Unknown, new byte[4])).ParamName.ShouldBe("pixelFormat");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromPixels(0, 1, MLPixelFormat.Rgba32, [])).ParamName.ShouldBe("width");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromPixels(1, 0, MLPixelFormat.Rgba32, [])).ParamName.ShouldBe("height");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, new byte[3]));
        Should.Throw<ArgumentNullException>(() => MLImage.CreateFromFile(null!));
        Should.Throw<ArgumentException>(() => MLImage.CreateFromFile(Path.Combine(_folder, "none.png"))).ParamName.ShouldBe("imagePath");
        Should.Throw<ArgumentException>(() => MLImage.CreateFromStream(new MemoryStream(new byte[10]))).ParamName.ShouldBe("imageStream");
    }

    [Theory]
    [InlineData("picture.txt")]
    [InlineData("picture")]
    [InlineData("picture.gif")]
    public void Save_FormatThatCannotBeWritten_Throws(string name)
    {
        using var image = MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Rgba32, RedWithABlueCorner);
        Should.Throw<ArgumentException>(() => image.Save(Path.Combine(_folder, name))).ParamName.ShouldBe("imagePath");
    }

    [Fact]
    public void Members_AfterDispose_Throw()
    {
        var image = MLImage.CreateFromPixels(Width, Height, MLPixelFormat.Rgba32, RedWithABlueCorner);
        image.Dispose();
        image.Dispose();
        Should.Throw<InvalidOperationException>(() => image.Width).Message.ShouldBe("Object is disposed.");
        Should.Throw<InvalidOperationException>(() => image.GetBGRPixels);
        Should.Throw<InvalidOperationException>(() => image.Save(Path.Combine(_folder, "a.png")));
    }
}

using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

public class ConvertToGrayscaleTests
{
    private readonly MLContext _context = new(1);

    /// <summary>Weights 0.3, 0.59 and 0.11; one level for rounding.</summary>
    [Theory]
    [InlineData(255, 0, 0, 77)]
    [InlineData(0, 255, 0, 150)]
    [InlineData(0, 0, 255, 28)]
    [InlineData(255, 255, 255, 255)]
    [InlineData(200, 30, 10, 79)]
    public void Transform_AColor_IsItsWeightedSum(byte red, byte green, byte blue, int expected)
    {
        using MLImage image = TwoColors.Solid(TwoColors.Width, TwoColors.Height, red, green, blue);
        byte[] bgr = Grey(image).Bgr("Grey").Single();
        bgr.ShouldAllBe(value => Math.Abs(value - expected) <= 1);
        bgr.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Transform_TwoColors_StayWhereTheyAre()
    {
        using MLImage image = TwoColors.Make();
        image.Tag = "a";
        IDataView grey = Grey(image);
        grey.Schema["Grey"].Type.ShouldBe(new ImageDataViewType(TwoColors.Height, TwoColors.Width));
        byte[] bgr = grey.Read<MLImage, byte[]>("Grey", made =>
        {
            made.Tag.ShouldBe("a");
            return made.GetBGRPixels;
        }).Single();
        // 79 and 64.4
        Enumerable.Range(0, 15).Select(i => bgr[3 * i] < 72).ShouldBe(Enumerable.Range(0, 15).Select(i => TwoColors.IsCorner(i % 3, i / 3)));
    }

    [Fact]
    public void Transform_End_DisposesTheLastImageThatWasRead()
    {
        MLImage image = TwoColors.Make();
        Grey(image).Bgr("Grey");
        Should.Throw<InvalidOperationException>(() => image.Width);
    }

    [Fact]
    public void Fit_NoImage_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Transforms.ConvertToGrayscale("Name").Fit(_context.View(1)))
            .Message.ShouldStartWith("Schema mismatch for input column 'Name': expected image, got String");

    private IDataView Grey(MLImage image)
    {
        IDataView view = ImageRow.View(_context, image);
        return _context.Transforms.ConvertToGrayscale("Grey", "Image").Fit(view).Transform(view);
    }
}

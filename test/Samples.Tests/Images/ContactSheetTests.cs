using Microsoft.ML.Vae.Samples.Shared.Images;

namespace Microsoft.ML.Vae.Samples.Tests.Images;

public class ContactSheetTests
{
    private const byte Line = 64;

    [Fact]
    public void Arrange_ThreeImagesInTwoColumns_GridWithAnEmptyCell()
    {
        var sheet = new ContactSheet(imageHeight: 1, imageWidth: 2) { Columns = 2, Zoom = 1, Margin = 1 };

        var picture = sheet.Arrange([[1, 2], [3, 4], [5, 6]]);

        (picture.Width, picture.Height).ShouldBe((7, 5));
        picture.Pixels.ShouldBe(
        [
            Line, Line, Line, Line, Line, Line, Line,
            Line, 1, 2, Line, 3, 4, Line,
            Line, Line, Line, Line, Line, Line, Line,
            Line, 5, 6, Line, Line, Line, Line,
            Line, Line, Line, Line, Line, Line, Line,
        ]);
    }

    [Fact]
    public void Arrange_Zoom_RepeatsPixelsBothWays()
    {
        var sheet = new ContactSheet(imageHeight: 2, imageWidth: 1) { Zoom = 2, Margin = 0 };

        var picture = sheet.Arrange([[1, 9]]);

        (picture.Width, picture.Height).ShouldBe((2, 4));
        picture.Pixels.ShouldBe([1, 1, 1, 1, 9, 9, 9, 9]);
    }

    [Fact]
    public void ArrangePairs_ThreePairsInTwoColumns_EachRowAboveItsCounterparts()
    {
        var sheet = new ContactSheet(imageHeight: 1, imageWidth: 1) { Columns = 2, Zoom = 1, Margin = 0 };

        var picture = sheet.ArrangePairs([[1], [2], [3]], [[11], [12], [13]]);

        (picture.Width, picture.Height).ShouldBe((2, 4));
        picture.Pixels.ShouldBe([1, 2, 11, 12, 3, Line, 13, Line]);
    }

    [Fact]
    public void Arrange_ImageOfAnotherSize_Throws() =>
        Should.Throw<ArgumentException>(() => new ContactSheet(2, 2).Arrange([[1, 2, 3]])).Message.ShouldContain("Expected 2 x 2 pixels, got 3.");

    [Fact]
    public void GreyLevels_NumbersOutsideTheRange_RoundedAndCut() =>
        GreyLevels.Images([-3, 0.4f, 254.6f, 300], imageSize: 2).ShouldBe([[0, 0], [255, 255]]);
}

using System.Security.Cryptography;
using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Samples.Tests.Digits;

public class DigitGeneratorTests
{
    [Fact]
    public void Draw_InTwoParts_SamePicturesAsInOne()
    {
        var (pixels, labels) = new DigitGenerator(3).Draw(0, 50);
        var (head, headLabels) = new DigitGenerator(3).Draw(0, 20);
        var (tail, tailLabels) = new DigitGenerator(3).Draw(20, 30);

        pixels.ShouldBe([.. head, .. tail]);
        labels.ShouldBe([.. headLabels, .. tailLabels]);
    }

    [Fact]
    public void Draw_OtherSeed_OtherPictures()
    {
        var (first, _) = new DigitGenerator(1).Draw(0, 10);
        var (second, _) = new DigitGenerator(2).Draw(0, 10);

        first.AsSpan().SequenceEqual(second).ShouldBeFalse();
    }

    /// <summary>If this fails on purpose, raise <see cref="DigitGenerator.Version"/>; on another machine it must not fail.</summary>
    [Fact]
    public void Draw_SeedOne_SameBytesOnEveryMachine()
    {
        var (pixels, labels) = new DigitGenerator(1).Draw(0, 1_000);

        DigitGenerator.Version.ShouldBe(1);
        Convert.ToHexString(SHA256.HashData([.. pixels, .. labels])).ShouldBe("8EBF123819AEB017F5DF7685CD79E1418B3E8A10E3227DA9DCDE080CFBCFD6F8");
    }

    [Fact]
    public void Draw_ManyPictures_NoTwoAreEqual()
    {
        const int Count = 20_000;
        var (pixels, _) = new DigitGenerator(1).Draw(0, Count);

        pixels.Chunk(DigitGenerator.PixelCount).Select(image => Convert.ToHexString(SHA256.HashData(image)))
            .Distinct().Count().ShouldBe(Count);
    }

    [Fact]
    public void Draw_ManyPictures_EveryDigitIsATenth()
    {
        var (_, labels) = new DigitGenerator(1).Draw(0, 5_000);

        // 500 of each are expected with a standard deviation of 21.
        labels.CountBy(label => label).Count().ShouldBe(10);
        labels.CountBy(label => label).ShouldAllBe(pair => pair.Value > 400 && pair.Value < 600);
    }

    [Fact]
    public void Draw_AnyPicture_BrightInkOnMuchBlack()
    {
        var (pixels, _) = new DigitGenerator(1).Draw(0, 1_000);

        foreach (var image in pixels.Chunk(DigitGenerator.PixelCount))
        {
            image.Max().ShouldBeGreaterThan((byte)150);
            image.Average(pixel => pixel / 255.0).ShouldBeInRange(0.02, 0.45);
        }
    }
}

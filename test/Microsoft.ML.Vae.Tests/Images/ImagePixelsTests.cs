using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Images;

[Trait("trap", "23")]
public class ImagePixelsTests
{
    public static TheoryData<int, bool, ImagePixelExtractingEstimator.ColorsOrder> Layouts
    {
        get
        {
            var layouts = new TheoryData<int, bool, ImagePixelExtractingEstimator.ColorsOrder>();
            foreach (int channels in new[] { 3, 4 })
            {
                foreach (ImagePixelExtractingEstimator.ColorsOrder order in Enum.GetValues<ImagePixelExtractingEstimator.ColorsOrder>())
                {
                    layouts.Add(channels, false, order);
                    layouts.Add(channels, true, order);
                }
            }
            return layouts;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ReadThenWrite_EitherPixelFormat_GivesTheColoursBack(int channels, bool interleaved, ImagePixelExtractingEstimator.ColorsOrder order)
    {
        ImageLayout layout = new(TwoColorImages.Height, TwoColorImages.Width, channels) { InterleavePixelColors = interleaved, ColorOrder = order };
        byte[] rgba = TwoColorImages.Rgba(1), bgra = SwapRedAndBlue(rgba);
        byte[] row = new byte[layout.Size], again = new byte[layout.Size];
        ImagePixels.Read(rgba, MLPixelFormat.Rgba32, layout, row);
        ImagePixels.Read(bgra, MLPixelFormat.Bgra32, layout, again);

        again.ShouldBe(row);
        using MLImage image = ImagePixels.Write(row, layout);
        (image.Height, image.Width, image.PixelFormat).ShouldBe((TwoColorImages.Height, TwoColorImages.Width, MLPixelFormat.Bgra32));
        image.Pixels.ToArray().ShouldBe(channels == 4 ? bgra : Opaque(bgra));
    }

    [Fact]
    public void Read_PlanarAbgr_PutsEachColourInItsPlane()
    {
        ImageLayout layout = new(TwoColorImages.Height, TwoColorImages.Width) { ColorOrder = ImagePixelExtractingEstimator.ColorsOrder.ABGR };
        var row = new byte[layout.Size];
        ImagePixels.Read(TwoColorImages.Rgba(1), MLPixelFormat.Rgba32, layout, row);

        row[..6].ShouldBe([10, 10, 10, 10, 250, 10]);        // blue, the corner at the end of the top row
        row[15..21].ShouldBe([30, 30, 30, 30, 61, 30]);      // green
        row[30..36].ShouldBe([200, 200, 200, 200, 5, 200]);  // red
    }

    [Fact]
    public void Read_Grey_WeighsTheColoursAsMlNetDoes()
    {
        var row = new byte[TwoColorImages.Height * TwoColorImages.Width];
        ImagePixels.Read(TwoColorImages.Rgba(1), MLPixelFormat.Rgba32, new ImageLayout(TwoColorImages.Height, TwoColorImages.Width, 1), row);

        row[0].ShouldBe((byte)79);   // 0.3 * 200 + 0.59 * 30 + 0.11 * 10 = 78.8
        row[4].ShouldBe((byte)65);   // 0.3 * 5 + 0.59 * 61 + 0.11 * 250 = 64.99
    }

    [Fact]
    public void Write_Grey_SpreadsItOverTheColours()
    {
        using MLImage image = ImagePixels.Write([7, 200], new ImageLayout(2, 1, 1));

        (image.Height, image.Width).ShouldBe((2, 1));
        image.Pixels.ToArray().ShouldBe([7, 7, 7, 255, 200, 200, 200, 255]);
    }

    private static byte[] SwapRedAndBlue(byte[] pixels)
    {
        byte[] swapped = [.. pixels];
        for (int i = 0; i < swapped.Length; i += 4)
            (swapped[i], swapped[i + 2]) = (swapped[i + 2], swapped[i]);
        return swapped;
    }

    private static byte[] Opaque(byte[] pixels) => [.. pixels.Select((value, i) => i % 4 == 3 ? (byte)255 : value)];
}

using Microsoft.ML.Vae.Visuals.Drawing;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Drawing;

[Collection(nameof(DigitModel))]
public sealed class EmbeddedFontTests(DigitModel model)
{
    [Fact]
    public void Paint_OfAnyText_TakesTheFontThatComesWithTheAssembly()
    {
        using SKPaint paint = EmbeddedFont.Paint("Losses −σ², 3 × 10⁻² ≥ β", 20, isBold: true, SKColors.Black);

        paint.Typeface.FamilyName.ShouldBe("Liberation Sans");
        paint.Typeface.IsBold.ShouldBeTrue();
    }

    [Fact]
    public void Png_OfAChart_HasInkWhereItsTitleIs()
    {
        byte[] png = model.Fitted.LossChart().ToPng();

        Pixels.HaveInk(png, new SKRectI(16, 16, 170, 42)).ShouldBeTrue();
    }

    [Fact]
    public void Png_OfAPicture_HasInkWhereItsTitleIs() =>
        Pixels.HaveInk(model.Fitted.SamplePicture(4).ToPng(), new SKRectI(14, 14, 110, 40)).ShouldBeTrue();
}

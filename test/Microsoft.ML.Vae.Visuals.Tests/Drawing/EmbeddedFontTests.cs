using Microsoft.ML.Vae.Visuals.Drawing;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Drawing;

[Collection(nameof(DigitModel))]
public sealed class EmbeddedFontTests(DigitModel model)
{
    private static readonly SKRectI _chartTitle = new(16, 16, 170, 42), _pictureTitle = new(14, 14, 110, 40);

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

        Pixels.HaveInk(png, _chartTitle).ShouldBeTrue();
    }

    [Fact]
    public void Png_OfAPicture_HasInkWhereItsTitleIs() =>
        Pixels.HaveInk(model.Fitted.SamplePicture(4).ToPng(), _pictureTitle).ShouldBeTrue();

    [FontlessFact]
    public void Png_OnAMachineWithoutFonts_HasInkWhereItsTitleIs()
    {
        using var folder = new TemporaryFolder();

        string font = FontlessProcess.Draw(model.Fitted, model.Context, model.Train.Schema, folder.FullName);

        font.Trim().ShouldBe(FontlessProcess.NoFont);
        Pixels.HaveInk(File.ReadAllBytes(folder[FontlessProcess.Chart]), _chartTitle).ShouldBeTrue();
        Pixels.HaveInk(File.ReadAllBytes(folder[FontlessProcess.Picture]), _pictureTitle).ShouldBeTrue();
    }
}

namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>One hand writing one digit: everything random about an image is drawn here, in a fixed order.</summary>
internal sealed class DigitPen(RandomStream random, DigitStyle style)
{
    private const double Size = DigitGenerator.Side;

    public void Write(int digit, Span<byte> pixels)
    {
        var variants = Alphabet.VariantsOf(digit);
        var glyph = variants[random.Below(variants.Count)];
        var points = PlacePoints(glyph);
        var radius = random.Uniform(style.MinimumRadius, style.MaximumRadius);
        var softness = random.Uniform(style.MinimumSoftness, style.MaximumSoftness);
        var canvas = new Canvas(DigitGenerator.Side);
        foreach (var stroke in glyph.Strokes)
            Draw(canvas, [.. stroke.Select(index => points[index])], radius, softness);
        canvas.CopyTo(pixels, random.Uniform(style.MinimumBrightness, style.MaximumBrightness));
    }

    private Point[] PlacePoints(Glyph glyph)
    {
        var map = RandomMap();
        var field = new ElasticField(random, style.ElasticAmplitude, Size);
        return [.. glyph.Points.Select(point => field.Displace(map.Apply(point + RandomOffset(style.PointJitter))))];
    }

    private AffineMap RandomMap()
    {
        var height = style.Height * (1 + style.ScaleSpread * random.Bell());
        var width = style.Width * (1 + style.WidthSpread * random.Bell());
        var shear = style.MeanShear + style.ShearSpread * random.Bell();
        var halfTangent = style.RotationSpread * random.Bell();
        return AffineMap.Create(width, height, shear, halfTangent, new Point(Size / 2, Size / 2) + RandomOffset(style.Shift));
    }

    private void Draw(Canvas canvas, Point[] points, double radius, double softness)
    {
        var line = Spline.Flatten(points);
        var (start, end) = (radius * Pressure(), radius * Pressure());
        for (var i = 1; i < line.Length; i++)
            canvas.Line(line[i - 1], line[i], Radius(i - 1), Radius(i), softness);

        double Radius(int index) => start + (end - start) * index / (line.Length - 1);
    }

    private double Pressure() => 1 + style.PressureSpread * random.Uniform(-1, 1);

    private Point RandomOffset(double spread) => new(spread * random.Bell(), spread * random.Bell());
}

namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>Maps a glyph's unit box into the image: scale, shear, rotation, translation.</summary>
internal readonly record struct AffineMap(double Xx, double Xy, double Yx, double Yy, Point Centre)
{
    /// <summary>The rotation is given by the tangent of half its angle: sines differ in their last bits between platforms.</summary>
    public static AffineMap Create(double width, double height, double shear, double halfTangent, Point centre)
    {
        var norm = 1 + halfTangent * halfTangent;
        var cosine = (1 - halfTangent * halfTangent) / norm;
        var sine = 2 * halfTangent / norm;
        return new AffineMap(
            cosine * width,
            (cosine * shear - sine) * height,
            sine * width,
            (sine * shear + cosine) * height,
            centre);
    }

    public Point Apply(Point unit)
    {
        var (x, y) = (unit.X - 0.5, unit.Y - 0.5);
        return Centre + new Point(Xx * x + Xy * y, Yx * x + Yy * y);
    }
}

using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Samples.Tests.Digits;

public class SplineTests
{
    [Fact]
    public void Flatten_TwoPoints_StraightLine()
    {
        var line = Spline.Flatten([new Point(1, 2), new Point(3, 6)]);

        line[0].ShouldBe(new Point(1, 2));
        line[^1].ShouldBe(new Point(3, 6));
        line.ShouldAllBe(point => Math.Abs(point.Y - 2 * point.X) < 1e-12);
    }

    [Fact]
    public void Flatten_CornersOfAHexagon_NearlyACircle()
    {
        var corners = Enumerable.Range(0, 9).Select(i => new Point(Math.Cos(i * Math.PI / 3), Math.Sin(i * Math.PI / 3))).ToArray();

        var line = Spline.Flatten(corners);

        // Without the first and the last span, which lack a neighbour.
        var radii = line[7..^7].Select(point => Math.Sqrt(point.X * point.X + point.Y * point.Y));
        radii.ShouldAllBe(radius => Math.Abs(radius - 1) < 0.01);
    }

    [Fact]
    public void AffineMap_HalfTangentOfThirtyDegrees_RotatesBySixty()
    {
        var map = AffineMap.Create(width: 2, height: 2, shear: 0, halfTangent: Math.Tan(Math.PI / 6), new Point(10, 20));

        var point = map.Apply(new Point(1, 0.5));

        point.X.ShouldBe(10 + Math.Cos(Math.PI / 3), 1e-12);
        point.Y.ShouldBe(20 + Math.Sin(Math.PI / 3), 1e-12);
    }

    [Fact]
    public void Canvas_ThickLine_FullInsideHalfOnTheEdgeNothingOutside()
    {
        var canvas = new Canvas(9);
        var pixels = new byte[81];

        canvas.Line(new Point(0, 4.5), new Point(9, 4.5), fromRadius: 2, toRadius: 2, softness: 0.5);
        canvas.CopyTo(pixels, brightness: 1);

        Column(pixels, 4).ShouldBe([0, 0, 128, 255, 255, 255, 128, 0, 0]);
    }

    private static byte[] Column(byte[] pixels, int column) =>
        [.. Enumerable.Range(0, 9).Select(row => pixels[row * 9 + column])];
}

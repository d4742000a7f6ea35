namespace Microsoft.ML.Vae.Samples.Digits.Drawing;

/// <summary>How much the hands differ. Lengths are in pixels unless said; spreads are standard deviations.</summary>
internal sealed record DigitStyle
{
    public static DigitStyle Default { get; } = new();

    public double Height { get; init; } = 18.5;

    public double Width { get; init; } = 12.5;

    /// <summary>Of the height, as a fraction of it.</summary>
    public double ScaleSpread { get; init; } = 0.07;

    /// <summary>Of the width, as a fraction of it.</summary>
    public double WidthSpread { get; init; } = 0.16;

    /// <summary>Pixels to the left for each pixel downwards, before the rotation.</summary>
    public double MeanShear { get; init; } = -0.12;

    public double ShearSpread { get; init; } = 0.2;

    /// <summary>Of the tangent of half the angle.</summary>
    public double RotationSpread { get; init; } = 0.07;

    public double Shift { get; init; } = 0.9;

    /// <summary>Of each control point, as a fraction of the glyph's box.</summary>
    public double PointJitter { get; init; } = 0.04;

    public double ElasticAmplitude { get; init; } = 1.0;

    public double MinimumRadius { get; init; } = 0.75;

    public double MaximumRadius { get; init; } = 1.9;

    /// <summary>By how much the pen's pressure changes the radius, at most.</summary>
    public double PressureSpread { get; init; } = 0.25;

    public double MinimumSoftness { get; init; } = 0.55;

    public double MaximumSoftness { get; init; } = 1.0;

    public double MinimumBrightness { get; init; } = 0.8;

    /// <summary>Above 1 the inside of a stroke is saturated.</summary>
    public double MaximumBrightness { get; init; } = 1.15;
}

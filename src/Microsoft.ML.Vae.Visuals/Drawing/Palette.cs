using OxyPlot;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>
/// The colours of all pictures. The ten of series and classes can be told apart by colour-blind readers and on dark paper (Petroff,
/// "Accessible Color Sequences for Data Visualization", 2021).
/// </summary>
internal static class Palette
{
    // Grey, as a picture of grey tiles then has one byte a pixel in a PNG file.
    public static readonly OxyColor Ink = OxyColor.FromRgb(0x22, 0x22, 0x22);
    public static readonly OxyColor Muted = OxyColor.FromRgb(0x5C, 0x5C, 0x5C);

    public static readonly OxyColor Grid = OxyColor.FromRgb(0xE2, 0xE6, 0xEB);
    public static readonly OxyColor Axis = OxyColor.FromRgb(0x9A, 0xA4, 0xB0);
    public static readonly OxyColor Paper = OxyColors.White;

    private static readonly OxyColor[] _series =
    [
        OxyColor.FromRgb(0x3F, 0x90, 0xDA), OxyColor.FromRgb(0xFF, 0xA9, 0x0E), OxyColor.FromRgb(0xBD, 0x1F, 0x01),
        OxyColor.FromRgb(0x94, 0xA4, 0xA2), OxyColor.FromRgb(0x83, 0x2D, 0xB6), OxyColor.FromRgb(0xA9, 0x6B, 0x59),
        OxyColor.FromRgb(0xE7, 0x63, 0x00), OxyColor.FromRgb(0xB9, 0xAC, 0x70), OxyColor.FromRgb(0x71, 0x75, 0x81),
        OxyColor.FromRgb(0x92, 0xDA, 0xDD),
    ];

    private static readonly MarkerType[] _markers = [MarkerType.Circle, MarkerType.Square, MarkerType.Triangle, MarkerType.Diamond];

    /// <summary>Training rows, normal rows, what is measured.</summary>
    public static OxyColor First => _series[0];

    /// <summary>Validation rows, anomalies, what it is compared with.</summary>
    public static OxyColor Second => _series[6];

    /// <summary>The colour of a class, from 0; from the eleventh on, the shape of the marker differs, too.</summary>
    public static OxyColor OfClass(int number) => _series[number % _series.Length];

    /// <summary>The marker of a class.</summary>
    public static MarkerType MarkerOfClass(int number) => _markers[number / _series.Length % _markers.Length];

    public static SKColor ToSkia(OxyColor color) => new(color.R, color.G, color.B, color.A);
}

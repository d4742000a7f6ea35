namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>What a legend draws beside a text.</summary>
internal enum LegendMark
{
    Line,
    DashedLine,
    Marker,
    Box,
}

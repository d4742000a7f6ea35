using OxyPlot;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>What a colour or a line of a chart stands for.</summary>
/// <param name="Text">What it stands for.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Mark">What is drawn beside the text.</param>
/// <param name="Marker">The shape, where a marker is drawn.</param>
internal sealed record LegendEntry(string Text, OxyColor Color, LegendMark Mark, MarkerType Marker = MarkerType.Circle);

using OxyPlot;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>What a chart shows: panels in a grid, below a title and a legend that belong to all of them.</summary>
/// <param name="Title">The title.</param>
/// <param name="Panels">The panels, row by row.</param>
/// <param name="AlternativeText">What they show, in a sentence.</param>
internal sealed record ChartContent(string Title, IReadOnlyList<PlotModel> Panels, string AlternativeText)
{
    /// <summary>What stands below the title in small letters; empty for nothing.</summary>
    public string Note { get; init; } = "";

    public IReadOnlyList<LegendEntry> Legend { get; init; } = [];

    /// <summary>Panels side by side.</summary>
    public int Columns { get; init; } = 1;
}

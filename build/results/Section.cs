using System.Text.RegularExpressions;
using Microsoft.ML.Vae.Results.Sections;

namespace Microsoft.ML.Vae.Results;

/// <summary>A table of the page.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Introduction">What its rows have in common, and what its formulas are of.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record Section(string Title, string Introduction, IReadOnlyList<TableRow> Rows)
{
    /// <summary>The page, in its order.</summary>
    public static IReadOnlyList<Section> All { get; } =
    [
        BaselineRows.Section, NetworkRows.Section, LikelihoodRows.Section, ObjectiveRows.Section, ModeRows.Section, PrecisionRows.Section,
        ImputationRows.Section, AnomalyRows.Handwritten, AnomalyRows.Seeds, AnomalyRows.Generated, TableRows.Section,
    ];

    /// <summary>The headings of its numbers.</summary>
    public IReadOnlyList<string> Columns { get; init; } =
        ["negative ELBO", "squared error", $"{Settings.Neighbours}-NN accuracy", "active units", "seconds"];

    /// <summary>The section with those rows alone whose "title: name" a pattern finds; null finds all.</summary>
    public Section Where(Regex? pattern) => this with { Rows = [.. Rows.Where(row => pattern?.IsMatch($"{Title}: {row.Name}") ?? true)] };
}

using System.Globalization;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Scores of clusterings, one line each.</summary>
internal static class ClusterTable
{
    public static void Print(IAnsiConsole console, params IEnumerable<ClusterScores> scores)
    {
        console.WriteLine("k-means on            NMI   accuracy     purity   distance");
        foreach (var row in scores)
            console.WriteLine(Line(row));
        console.WriteLine("(accuracy: clusters matched to classes one to one; distances are in each space's own units, not comparable)");
    }

    private static string Line(ClusterScores row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Space,-14} {row.NormalizedMutualInformation,10:F3} {row.Accuracy,10:F3} {row.Purity,10:F3} {row.AverageDistance,10:F2}");
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.ML.Vae.Bench;

/// <summary>All numbers of all rounds, for programs.</summary>
internal static class BenchJson
{
    private static readonly JsonSerializerOptions _options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // ≥
    };

    public static string Of(IReadOnlyList<Result> results, int rounds) => JsonSerializer.Serialize(
        new
        {
            BenchPage.Origin,
            Rounds = rounds,
            Comparisons = results.Select(result => new
            {
                result.Comparison.Work,
                Measured = Side(result.Comparison.Ours, result.Ours),
                ComparedWith = result.Comparison.Other is null ? null : Side(result.Comparison.Other, result.Other!),
                result.Ratios,
                result.Judged,
                Target = result.Comparison.Target?.ToString(),
                result.IsMet,
            }),
        },
        _options);

    private static object Side(Variant variant, double[] values) =>
        new { variant.Name, variant.Unit, Median = Result.Median(values), Values = values };
}

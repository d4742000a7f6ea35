using System.Numerics;
using Microsoft.ML.Vae.Visuals.Pictures;
using Microsoft.ML.Vae.Visuals.Projections;
using Microsoft.ML.Vae.Visuals.Rows;

namespace Microsoft.ML.Vae.Visuals.Charts;

/// <summary>Draws latents as points of a plane.</summary>
internal static class LatentPlot
{
    private const double Jitter = 0.35;

    public static Chart Draw(
        VaeTransformer transformer, LatentTable table, string? labelColumn, LatentProjection projection, TsneOptions? options)
    {
        string rows = table.Latents.Count < table.RowCount
            ? $"{Numbers.Count(table.Latents.Count)} of {Numbers.Of(table.RowCount, "row")}, chosen at random"
            : Numbers.Of(table.RowCount, "row");
        string colors = labelColumn is null ? "" : $"; colours: {labelColumn}";
        return projection == LatentProjection.Tsne ? Tsne() : transformer.LatentDimension switch
        {
            1 => Line(),
            2 when projection == LatentProjection.Auto => Chart(
                "Latent space", $"Latent means of {rows}{colors}.", [.. table.Latents.Select(latent => new Vector2(latent[0], latent[1]))],
                ("dimension 0", "dimension 1")),
            _ => Components(),
        };

        Chart Tsne()
        {
            if (table.Latents.Count < Visuals.Tsne.LeastRows)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The data has {Numbers.Of(table.Latents.Count, "row")}; t-SNE needs at least {Visuals.Tsne.LeastRows}."));
            }
            TsneMap map = Visuals.Tsne.Embed(table.Latents, options);
            string trust = map.Trustworthiness is { } value ? $"; trustworthiness {Numbers.Short(value)}" : "";
            return Chart("Latent space, t-SNE map", $"Latent means of {rows}{colors}. Perplexity {Numbers.Plain(map.Perplexity)}, KL "
                + $"{Numbers.Short(map.KlDivergence)} nats after {Numbers.Of(map.Iterations, "iteration")}{trust}.",
                map.Points, ("t-SNE 1", "t-SNE 2"));
        }

        Chart Components()
        {
            PrincipalPlane plane = PrincipalPlane.Of(table.Latents);
            return Chart(
                "Latent space, principal components", $"Latent means of {rows}{colors}.", plane.Points,
                ($"first component ({Percent(plane.First)} of the variance)", $"second component ({Percent(plane.Second)})"));
        }

        // Rows of one class share a band, within which they are spread.
        Chart Line()
        {
            string[] classes = table.Labels is null ? [""] : ScatterPlot.Classes(table.Labels);
            var random = new Random(0);
            return Chart(
                "Latent space",
                $"Latent means of {rows}{colors}; upwards, {(labelColumn is null ? "spread at random" : "a band per class")}.",
                [.. table.Latents.Select((latent, i) => new Vector2(latent[0],
                    (float)(Array.IndexOf(classes, table.Labels?[i] ?? "") + Jitter * (2 * random.NextDouble() - 1))))],
                ("dimension 0", labelColumn is null ? "" : "class"));
        }

        Chart Chart(string title, string note, IReadOnlyList<Vector2> points, (string, string) axes) => ScatterPlot.Draw(
            points, table.Labels, new ChartContent(title, [], $"{title}. {note}") { Note = note }, axes);
    }

    private static string Percent(double share) => FormattableString.Invariant($"{100 * share:F0} %");
}

using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Explorer;

/// <summary>What the page shows: a model's latent space and rows in it.</summary>
internal sealed class ExplorerModel
{
    /// <param name="model">The model, which outlives this.</param>
    /// <param name="decoder">Its decoder.</param>
    /// <param name="rows">Rows; null: there are none.</param>
    /// <param name="divergences">The KL divergence of each dimension in nats; null: it is not known.</param>
    public ExplorerModel(LoadedModel model, LatentDecoder decoder, CodedRows? rows, IReadOnlyList<double>? divergences)
    {
        (Name, Decoder, Rows, Divergences) = (Path.GetFileName(model.Path), decoder, rows, divergences);
        LatentDimension = model.Vae.LatentDimension;
        Order = [.. Enumerable.Range(0, LatentDimension).OrderByDescending(dimension => divergences?[dimension] ?? 0)];
        Summary = $"{model.Vae.NetworkSummary}, trained on {FormattableString.Invariant($"{model.Vae.Report.Rows:N0}")} rows";
    }

    public string Name { get; }

    public string Summary { get; }

    public int LatentDimension { get; }

    public LatentDecoder Decoder { get; }

    public CodedRows? Rows { get; }

    public IReadOnlyList<double>? Divergences { get; }

    /// <summary>The dimensions, those of the largest divergence first.</summary>
    public IReadOnlyList<int> Order { get; }
}

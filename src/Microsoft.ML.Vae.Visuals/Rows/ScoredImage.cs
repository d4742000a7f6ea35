using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>A row, its anomaly score, and where that comes from.</summary>
/// <param name="Original">Its values as the model sees them, in the units of the column.</param>
/// <param name="Reconstruction">E[x|z] at the latent mean.</param>
/// <param name="Score">The score.</param>
/// <param name="Contributions">Each slot's share of it.</param>
internal sealed record ScoredImage(float[] Original, float[] Reconstruction, double Score, float[] Contributions)
{
    /// <summary>The first rows of the data, at most so many.</summary>
    /// <exception cref="InvalidOperationException">There are none, or the score is no sum over slots.</exception>
    public static IReadOnlyList<ScoredImage> Read(VaeTransformer transformer, IDataView data, int count)
    {
        if (!transformer.AnomalyScore.HasContributions)
        {
            throw new InvalidOperationException(
                $"The anomaly score of the model, {transformer.AnomalyScore}, is no sum over pixels, so that there is no map of it.");
        }
        RowSource source = transformer.RowsOf(data);
        List<ScoredImage> rows = [];
        using RowBatches batches = source.OpenBatches(Math.Min(transformer.Model.Input.InferenceBatchSize, count));
        while (rows.Count < count && batches.MoveNext())
            rows.AddRange(ScoreBatch(transformer, batches.Bytes, batches.Count));
        return rows.Count > 0 ? [.. rows.Take(count)] : throw source.NoRows("shown", batches.Statistics);
    }

    private static IEnumerable<ScoredImage> ScoreBatch(VaeTransformer transformer, ReadOnlyMemory<byte> bytes, int count)
    {
        VaeModel model = transformer.Model;
        using VaeModel.Lease lease = model.Use();
        Tensor input = model.Input.ToNetworkInput(bytes.Span, count, model.Device);    // [B, D + C]
        Posterior q = model.Encode(bytes, count, input);                                // [B, Z],[B, Z]
        Tensor decoded = model.Network.Decode(q.Mean, input);                           // [B, P]
        ScoredRows scored = transformer.Scorer.Rows(bytes.Span, count, input, q, decoded);
        float[][] originals = ModelReader.Rows(model.Input.Unscale(model.Network.Pixels(input)));
        float[][] reconstructions = ModelReader.Rows(model.MeanImage(decoded));
        float[][] contributions = ModelReader.Rows(transformer.Scorer.Contributions(scored));
        float[][] scores = ModelReader.Rows(transformer.Scorer.Score(scored).unsqueeze(1));
        return [.. Enumerable.Range(0, count).Select(i =>
            new ScoredImage(originals[i], reconstructions[i], scores[i][0], contributions[i]))];
    }
}

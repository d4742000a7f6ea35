using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Scores;

/// <summary>Scores all rows of a source, to find out which scores are normal.</summary>
internal static class ScoreCalibrator
{
    /// <summary>The scores in ascending order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="scoring">How it scores.</param>
    /// <param name="source">The rows.</param>
    /// <param name="ranks">The processes of which each has some of the rows; null: there is one.</param>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    public static float[] Scores(VaeModel model, Scoring scoring, RowSource source, RankGroup? ranks = null)
    {
        var scorer = new RowScorer(model, scoring);
        RowStatistics statistics = default;
        float[] scores = ranks.Together(() => Scores(model, scorer, source, out statistics));
        if (ranks is not null)
            scores = [.. ranks.Gather<float>(scores).SelectMany(part => part)];
        if (scores.Length == 0)
            throw source.NoRows("calibration", statistics);
        Array.Sort(scores);
        return scores;
    }

    private static float[] Scores(VaeModel model, RowScorer scorer, RowSource source, out RowStatistics statistics)
    {
        var scores = new List<float>();
        using RowBatches batches = source.OpenBatches(model.Input.InferenceBatchSize);
        while (batches.MoveNext())
            Add(model, scorer, batches, scores);
        statistics = batches.Statistics;
        return [.. scores];
    }

    private static void Add(VaeModel model, RowScorer scorer, RowBatches batches, List<float> scores)
    {
        using VaeModel.Lease lease = model.Use();
        Tensor input = model.Input.ToNetworkInput(batches.Bytes.Span, batches.Count, model.Device);   // [B, D + C]
        Posterior q = model.Encode(batches.Bytes, batches.Count, input);                              // [B, Z],[B, Z]
        Tensor decoded = model.Network.Decode(q.Mean, input);                                         // [B, P]
        ScoredRows rows = scorer.Rows(batches.Bytes.Span, batches.Count, input, q, decoded);
        Tensor score = scorer.Score(rows).cpu().contiguous();                                         // [B]
        scores.AddRange(MemoryMarshal.Cast<byte, float>(score.bytes));
    }
}

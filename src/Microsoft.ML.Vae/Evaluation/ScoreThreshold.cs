using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>The anomaly score that a chosen share of rows exceeds.</summary>
internal static class ScoreThreshold
{
    /// <summary>Scores every row, at z = mean, and finds the threshold.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The rows.</param>
    /// <param name="contamination">The share of rows whose score should be above the threshold.</param>
    public static float Calibrate(VaeModel model, RowSource source, double contamination)
    {
        var scores = new List<float>();
        using RowBatches batches = source.OpenBatches(model.Input.InferenceBatchSize);
        while (batches.MoveNext())
            AddScores(model, batches, scores);
        if (scores.Count == 0)
            throw source.NoRows("calibration", batches.Statistics);
        return Between(scores, contamination);
    }

    /// <summary>
    /// A number below the <c>contamination * count</c> highest scores (rounded) and not below the others, halfway between where there is
    /// room: a row that is scored again in another batch may come out a little different.
    /// </summary>
    internal static float Between(List<float> scores, double contamination)
    {
        scores.Sort();
        int normal = scores.Count - (int)Math.Round(contamination * scores.Count);
        float below = scores[normal - 1];
        if (normal == scores.Count)
            return below;
        float middle = below + (scores[normal] - below) / 2;
        return middle < scores[normal] ? middle : below;
    }

    private static void AddScores(VaeModel model, RowBatches batches, List<float> scores)
    {
        using VaeModel.Lease lease = model.Use();
        Tensor input = model.Input.ToNetworkInput(batches.Bytes.Span, batches.Count, model.Device);                            // [B, D + C]
        Posterior q = model.Encode(batches.Bytes, batches.Count, input);                                   // [B, Z],[B, Z]
        Tensor decoded = model.Network.Decode(q.Mean, input);                                                               // [B, P]
        Tensor score = model.NegativeElbo(decoded, input, q).cpu().contiguous();                          // [B]
        scores.AddRange(MemoryMarshal.Cast<byte, float>(score.bytes));
    }
}

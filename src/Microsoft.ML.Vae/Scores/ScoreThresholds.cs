namespace Microsoft.ML.Vae.Scores;

/// <summary>The scores between which rows are normal.</summary>
/// <param name="Upper">A row with a higher score is an anomaly.</param>
/// <param name="Lower">A row with a lower score is one too; null: no score is too low.</param>
internal sealed record ScoreThresholds(float Upper, float? Lower = null)
{
    /// <summary>Whether a row with this score is an anomaly. A score that overflowed or is missing always tells one.</summary>
    public bool IsAnomaly(float score) => !(score <= Upper) || score < Lower || score == float.MaxValue;

    /// <summary>Thresholds that a share of the scores is beyond; half of it on either side if both count.</summary>
    /// <param name="scores">In ascending order.</param>
    /// <param name="contamination">The share.</param>
    /// <param name="sides">Which scores are anomalous.</param>
    public static ScoreThresholds Calibrate(ReadOnlySpan<float> scores, double contamination, ThresholdSides sides)
    {
        if (sides == ThresholdSides.Upper)
            return new(Above(scores, contamination));
        float[] mirrored = new float[scores.Length];
        for (int i = 0; i < mirrored.Length; i++)
            mirrored[i] = -scores[^(i + 1)];
        return new(Above(scores, contamination / 2), -Above(mirrored, contamination / 2));
    }

    /// <summary>
    /// A number below the <c>contamination * count</c> highest scores (rounded) and not below the others, halfway between where there is
    /// room: a row that is scored again in another batch may come out a little different.
    /// </summary>
    internal static float Above(ReadOnlySpan<float> scores, double contamination)
    {
        int normal = scores.Length - (int)Math.Round(contamination * scores.Length);
        float below = scores[normal - 1];
        if (normal == scores.Length)
            return below;
        float middle = below / 2 + scores[normal] / 2;
        return middle > below && middle < scores[normal] ? middle : below;
    }
}

namespace Microsoft.ML.Vae.Scores;

/// <summary>The scores of rows that are taken for normal, against which new rows are judged.</summary>
/// <param name="sorted">The scores, in ascending order.</param>
/// <param name="sides">Which scores are anomalous.</param>
internal sealed class CalibrationScores(float[] sorted, ThresholdSides sides)
{
    /// <summary>More are thinned evenly, so that a model stays small; p-values then differ by less than 1e-6.</summary>
    internal const int Most = 1 << 20;

    // A row that is scored again in another batch may come out a little different, and still counts as equal to itself.
    internal const float Slack = 1e-5f;

    public ReadOnlySpan<float> Sorted => sorted;

    public ThresholdSides Sides => sides;

    /// <summary>From scores in ascending order.</summary>
    public static CalibrationScores From(ReadOnlySpan<float> scores, ThresholdSides sides)
    {
        var kept = new float[Math.Min(scores.Length, Most)];
        for (int i = 0; i < kept.Length; i++)
            kept[i] = scores[(int)(((2L * i + 1) * scores.Length) / (2L * kept.Length))];
        return new(kept, sides);
    }

    /// <summary>
    /// The conformal p-value (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005): (1 + n) / (1 + N), n of the N
    /// scores being at least as high; with both sides, twice the smaller of the two sides' values.
    /// </summary>
    public float PValue(float score)
    {
        if (float.IsNaN(score))
            return float.NaN;   // of a row that cannot be used
        float slack = Slack * (1 + Math.Abs(score));
        double upper = (1.0 + sorted.Length - Below(score - slack, orEqual: false)) / (1.0 + sorted.Length);
        if (sides == ThresholdSides.Upper)
            return (float)upper;
        double lower = (1.0 + Below(score + slack, orEqual: true)) / (1.0 + sorted.Length);
        return (float)Math.Min(1, 2 * Math.Min(upper, lower));
    }

    /// <summary>How many scores are below this one, or equal to it.</summary>
    private int Below(float score, bool orEqual)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (sorted[middle] < score || orEqual && sorted[middle] == score)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

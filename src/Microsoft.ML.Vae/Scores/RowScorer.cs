using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Scores;

/// <summary>Scores rows of a model. The caller holds a lease on it.</summary>
/// <param name="model">The model.</param>
/// <param name="scoring">Which score, and what it has learned.</param>
internal sealed class RowScorer(VaeModel model, Scoring scoring)
{
    private const double Largest = float.MaxValue;

    private static readonly Scalar _largest = Largest;
    private static readonly Scalar _lowest = -Largest;
    private static readonly Scalar _natsPerExcess = 24 * Math.Log(2);

    public Scoring Scoring => scoring;

    /// <summary>What the score is called.</summary>
    public string Name => scoring.Score.ToString()!;

    /// <summary>What is scored.</summary>
    /// <param name="stored">The stored rows one after another.</param>
    /// <param name="count">B.</param>
    /// <param name="input">Their network inputs, [B, D + C].</param>
    /// <param name="q">q(z|x), with its variance.</param>
    /// <param name="decoded">The decoder's output for the mean of q(z|x), [B, P].</param>
    public ScoredRows Rows(ReadOnlySpan<byte> stored, int count, Tensor input, Posterior q, Tensor decoded) =>
        new(model, scoring.Statistics, input, q, decoded) { Penalty = Penalty(model.Input.Excess(stored, count, input.device)) };

    /// <summary>The score of each row, in single precision: the largest finite number for one that overflows.</summary>
    public Tensor Score(ScoredRows rows)   // -> [B]
    {
        Tensor score = scoring.Score.Rows(rows);   // [B]
        return Finite(rows.Penalty is { } penalty ? score.add(penalty.sum(1), Scalars.One) : score);
    }

    /// <summary>
    /// The share of the score of each slot, or of each group of them. What belongs to no slot is divided among all in proportion to what
    /// their losses are above the least, so that a row's shares add up to its score.
    /// </summary>
    public Tensor Contributions(ScoredRows rows)   // -> [B, D] or [B, G]
    {
        Tensor score = Score(rows).to(ScalarType.Float64).unsqueeze(1);                               // [B, 1]
        // In double precision no sum of numbers in single precision overflows.
        Tensor slots = Finite(Slots(rows)).to(ScalarType.Float64);                                    // [B, D]
        Tensor excess = Finite(rows.Excess).to(ScalarType.Float64);                                   // [B, D]
        Tensor total = excess.sum(1, keepdim: true);                                                  // [B, 1]
        using Scalar size = 1.0 / model.Input.Size;
        Tensor even = full_like(excess, size);                                                        // [B, D]
        Tensor shares = (excess / total).where(total.gt(Scalars.Zero), even);                         // [B, D]
        Tensor rest = score - slots.sum(1, keepdim: true);                                            // [B, 1]
        Tensor contributions = slots.add(rest * shares, Scalars.One);                                 // [B, D]
        return Finite(scoring.Groups?.Sum(contributions) ?? contributions);
    }

    private Tensor Slots(ScoredRows rows)   // -> [B, D]
    {
        Tensor slots = scoring.Score.Slots(rows);   // [B, D]
        return rows.Penalty is { } penalty ? slots.add(penalty, Scalars.One) : slots;
    }

    private static Tensor? Penalty(Tensor? excess) => excess?.mul_(_natsPerExcess);   // [B, D] -> [B, D]

    private static Tensor Finite(Tensor values) =>
        values.nan_to_num(Largest, Largest, -Largest).clamp_(_lowest, _largest).to(ScalarType.Float32);
}

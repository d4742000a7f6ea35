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

    /// <summary>What the score is called.</summary>
    public string Name => scoring.Score.ToString()!;

    /// <summary>The score of each row, in single precision: the largest finite number for one that overflows.</summary>
    public Tensor Score(Tensor input, Posterior q, Tensor decoded) => Finite(scoring.Score.Rows(Rows(input, q, decoded)));   // -> [B]

    /// <summary>
    /// The share of the score of each slot, or of each group of them. What belongs to no slot is divided among all in proportion to what
    /// their losses are above the least, so that a row's shares add up to its score.
    /// </summary>
    public Tensor Contributions(Tensor input, Posterior q, Tensor decoded)   // -> [B, D] or [B, G]
    {
        ScoredRows rows = Rows(input, q, decoded);
        Tensor score = Finite(scoring.Score.Rows(rows)).to(ScalarType.Float64).unsqueeze(1);          // [B, 1]
        // In double precision no sum of numbers in single precision overflows.
        Tensor slots = Finite(scoring.Score.Slots(rows)).to(ScalarType.Float64);                      // [B, D]
        Tensor excess = Finite(rows.Excess).to(ScalarType.Float64);                                   // [B, D]
        Tensor total = excess.sum(1, keepdim: true);                                                  // [B, 1]
        using Scalar size = 1.0 / model.Input.Size;
        Tensor even = full_like(excess, size);                                                        // [B, D]
        Tensor shares = (excess / total).where(total.gt(Scalars.Zero), even);                         // [B, D]
        Tensor rest = score - slots.sum(1, keepdim: true);                                            // [B, 1]
        Tensor contributions = slots.add(rest * shares, Scalars.One);                                 // [B, D]
        return Finite(scoring.Groups?.Sum(contributions) ?? contributions);
    }

    private ScoredRows Rows(Tensor input, Posterior q, Tensor decoded) => new(model, scoring.Statistics, input, q, decoded);

    private static Tensor Finite(Tensor values) =>
        values.nan_to_num(Largest, Largest, -Largest).clamp_(_lowest, _largest).to(ScalarType.Float32);
}

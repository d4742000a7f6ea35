using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>The validation rows of a fit, measured after each epoch with the same draws.</summary>
internal sealed class ValidationSet(RowSource source, int seed, RankGroup? ranks = null)
{
    private readonly int _seed = ranks?.OrderSeed(seed) ?? seed;   // so that no two processes draw the same
    private RowStatistics _statistics;

    /// <summary>What the last pass over the data found.</summary>
    public RowStatistics Statistics => _statistics;

    /// <summary>Names the row of the largest magnitude; empty when that is ordinary.</summary>
    public string DescribeLargest(PixelColumn column) => LargestValue.Describe(column, source, kept: null);

    public VaeMetrics Measure(VaeModel model) =>
        Evaluator.Run(model, source, "validation", new VaeEvaluationOptions { SampleSeed = _seed }, out _statistics, ranks);
}

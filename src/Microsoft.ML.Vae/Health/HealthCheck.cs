using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Health;

/// <summary>Examines a fitted model on a sample of its training rows.</summary>
/// <param name="model">The fitted model.</param>
/// <param name="objective">What it was fitted to.</param>
internal sealed class HealthCheck(VaeModel model, Objective objective)
{
    /// <summary>Optimizer steps below which a fit is too short to judge.</summary>
    public const int MinimumSteps = 100;

    // Far beyond what any model of scaled values loses: a pixel that is 100 standard deviations off costs 5,000 nats.
    private const double LargestLossPerPixel = 1e6;

    // A model that gives 0 for everything has an error of one mean square.
    private const double LargestErrorInMeanSquares = 100;

    private const double LargestDeviationRatio = 4;

    private const int PieceRows = 512;

    /// <summary>Measures and judges.</summary>
    /// <param name="source">The rows of the sample.</param>
    /// <param name="steps">Optimizer steps that the fit made.</param>
    /// <param name="hasVariety">Whether the rows differ.</param>
    /// <returns>Null when a number is not finite, which no report can hold.</returns>
    public (ModelHealth Health, HealthEvidence Evidence)? Run(RowSource source, long steps, bool hasVariety)
    {
        VaeMetrics metrics = Evaluator.Run(model, source, "training", sampleSeed: null);
        (double? baseline, HealthEvidence evidence) = Examine(source, (int)metrics.RowCount, metrics.NegativeElbo);
        double[] all = [metrics.SquaredErrorPerPixel, baseline ?? 0, .. metrics.KlPerDimension];
        if (!all.All(double.IsFinite))
            return null;
        var health = new ModelHealth
        {
            Verdict = HealthVerdict.NotJudged,
            SampleRows = metrics.RowCount,
            ActiveUnits = metrics.ActiveUnits,
            KlPerDimension = metrics.KlPerDimension,
            SquaredErrorPerPixel = metrics.SquaredErrorPerPixel,
            PcaSquaredErrorPerPixel = baseline,
        };
        if (HasDiverged(health, evidence))
            return (health with { Verdict = HealthVerdict.Diverged }, evidence);
        return steps < MinimumSteps || !hasVariety ? (health, evidence) : (health with { Verdict = Cause(health, evidence) }, evidence);
    }

    /// <summary>
    /// The standard deviation that would suit a model's residuals, or those of principal components where these are smaller.
    /// </summary>
    public static double SuitableDeviation(ModelHealth health) =>
        Math.Sqrt(Math.Min(health.SquaredErrorPerPixel, health.PcaSquaredErrorPerPixel ?? double.PositiveInfinity));

    private bool HasDiverged(ModelHealth health, HealthEvidence evidence) =>
        evidence.NegativeElbo / model.Input.Size > LargestLossPerPixel
        || health.SquaredErrorPerPixel > LargestErrorInMeanSquares * evidence.MeanSquare;

    /// <summary>Why a model is as it is: what it shows, or the reason for that where one is known.</summary>
    private static HealthVerdict Cause(ModelHealth health, HealthEvidence evidence)
    {
        HealthVerdict shown = Judge(health);
        if (shown != HealthVerdict.Healthy && 2 * evidence.OffCenterSlots > evidence.VaryingSlots)
            return HealthVerdict.NotCentered;
        bool isTooLarge = shown is HealthVerdict.Collapsed or HealthVerdict.OverRegularized
            && evidence.Deviation > LargestDeviationRatio * SuitableDeviation(health);
        bool isTooSmall = LargestDeviationRatio * evidence.Deviation < Math.Sqrt(health.SquaredErrorPerPixel);
        return isTooLarge || isTooSmall ? HealthVerdict.UnsuitableDeviation : shown;
    }

    private static HealthVerdict Judge(ModelHealth health)
    {
        if (health.ActiveUnits == 0)
            return HealthVerdict.Collapsed;
        if (!health.IsPcaBetter)
            return HealthVerdict.Healthy;
        return health.ActiveUnits < health.KlPerDimension.Count ? HealthVerdict.OverRegularized : HealthVerdict.WorseThanPca;
    }

    private (double? Baseline, HealthEvidence Evidence) Examine(RowSource source, int rows, double negativeElbo)
    {
        bool isElbo = objective is ElboObjective { FinalBeta: 1 };
        var evidence = new HealthEvidence { NegativeElbo = negativeElbo, Deviation = isElbo ? model.Likelihood.FixedDeviation : null };
        // The sample of a model of black and white pixels is grey; of mixed parts, squared errors are not what the fit minimises.
        if (model.Likelihood is MixedLikelihood || model.Input.BinarizationSeed is not null || model.Input.Imputes
            || model.Input.Size > PcaBaseline.MaximumSize)
            return (null, evidence);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        IEnumerable<Tensor> sample = Pieces(source);
        // With no more rows than dimensions, principal components reconstruct without error, which says nothing.
        bool isExact = model.LatentDimension >= Math.Min(model.Input.Size, rows - 1);
        double? baseline = isExact ? null : PcaBaseline.SquaredErrorPerPixel(sample, model.LatentDimension);
        return (baseline, HasMoments ? SlotMoments.AddTo(evidence, sample) : evidence);
    }

    /// <summary>The scaled rows, of which only one piece at a time is there; each is disposed when the next one is read.</summary>
    private IEnumerable<Tensor> Pieces(RowSource source)   // -> [P, D] Float32
    {
        using RowBatches batches = source.OpenBatches(PieceRows);
        while (batches.MoveNext())
        {
            using Tensor piece = Scale(batches);
            yield return piece;
        }
    }

    private Tensor Scale(RowBatches batches)   // -> [P, D] Float32
    {
        using DisposeScope scope = NewDisposeScope();
        return model.Input.Scale(model.Input.StoredPixels(batches.Bytes.Span, batches.Count)).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the slots are columns of numbers, not pixels, which nobody centers.</summary>
    private bool HasMoments =>
        model.Input is { Layout: null, ElementType: ScalarType.Float32 } && model.PixelDomain.Low == float.MinValue;
}

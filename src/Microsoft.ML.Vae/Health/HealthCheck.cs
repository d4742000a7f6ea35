using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;

namespace Microsoft.ML.Vae.Health;

/// <summary>Examines a fitted model on a sample of its training rows.</summary>
internal static class HealthCheck
{
    /// <summary>Optimizer steps below which a fit is too short to judge.</summary>
    public const int MinimumSteps = 100;

    /// <summary>Measures and judges.</summary>
    /// <param name="model">The fitted model.</param>
    /// <param name="source">The rows of the sample.</param>
    /// <param name="steps">Optimizer steps that the fit made.</param>
    /// <param name="hasVariety">Whether the rows differ.</param>
    /// <returns>Null when a number is not finite, which no report can hold.</returns>
    public static ModelHealth? Run(VaeModel model, RowSource source, long steps, bool hasVariety)
    {
        VaeMetrics metrics = Evaluator.Run(model, source, "training", sampleSeed: null);
        double? baseline = Baseline(model, source, (int)metrics.RowCount);
        double[] all = [metrics.SquaredErrorPerPixel, baseline ?? 0, .. metrics.KlPerDimension];
        if (!all.All(double.IsFinite))
            return null;
        return new ModelHealth
        {
            Verdict = steps < MinimumSteps || !hasVariety ? HealthVerdict.NotJudged : Judge(metrics, baseline),
            SampleRows = metrics.RowCount,
            ActiveUnits = metrics.ActiveUnits,
            KlPerDimension = metrics.KlPerDimension,
            SquaredErrorPerPixel = metrics.SquaredErrorPerPixel,
            PcaSquaredErrorPerPixel = baseline,
        };
    }

    private static HealthVerdict Judge(VaeMetrics metrics, double? baseline)
    {
        if (metrics.ActiveUnits == 0)
            return HealthVerdict.Collapsed;
        if (!(baseline < metrics.SquaredErrorPerPixel))
            return HealthVerdict.Healthy;
        return metrics.ActiveUnits < metrics.KlPerDimension.Count ? HealthVerdict.OverRegularized : HealthVerdict.WorseThanPca;
    }

    // With no more rows than dimensions, principal components reconstruct without error, which says nothing; and the sample of a model of
    // black and white pixels is grey. Of mixed parts, squared errors are not what the fit minimises.
    private static double? Baseline(VaeModel model, RowSource source, int rows)
    {
        int size = model.Input.Size;
        bool isExact = model.LatentDimension >= Math.Min(size, rows - 1);
        if (isExact || model.Likelihood is MixedLikelihood || model.Input.BinarizationSeed is not null || model.Input.Imputes
            || size > PcaBaseline.MaximumSize)
            return null;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using RowBatches all = source.OpenBatches(rows);
        all.MoveNext();
        Tensor stored = model.Input.StoredPixels(all.Bytes.Span, rows);   // [N, D]
        return PcaBaseline.SquaredErrorPerPixel(model.Input.Scale(stored), model.LatentDimension);
    }
}

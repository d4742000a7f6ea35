namespace Microsoft.ML.Vae;

/// <summary>What <see cref="VaeTransformer.Evaluate(IDataView, VaeEvaluationOptions)"/> adds to the ELBO. Default: nothing.</summary>
public sealed record VaeEvaluationOptions
{
    internal const int MaximumDraws = 1_000_000;

    /// <summary>
    /// Seeds the draw of z from each row's posterior and all other draws. Default: null, which takes the posterior's mean for the
    /// reconstruction, and seed 0 for measures that need draws.
    /// </summary>
    public int? SampleSeed { get; init; }

    /// <summary>
    /// k, the draws of z per row, exactly, for <see cref="VaeMetrics.ImportanceWeightedLogLikelihood"/>, in [0, 1000000]; every one decodes
    /// every row once. Default: 0, which leaves it out.
    /// </summary>
    public int ImportanceSamples { get; init; }

    /// <summary>
    /// Draws of z, exactly, from the posteriors of rows spread evenly over the data, for <see cref="VaeMetrics.MutualInformation"/> and
    /// <see cref="VaeMetrics.TotalCorrelation"/>, in [0, 1000000]. Every draw is compared with the posterior of every row, all of which are
    /// kept in memory. Default: 0, which leaves them out.
    /// </summary>
    public int InformationSamples { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">Numbers are out of their range; the message lists each.</exception>
    internal static void Check(VaeEvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (string Name, int Value)[] draws =
            [(nameof(ImportanceSamples), options.ImportanceSamples), (nameof(InformationSamples), options.InformationSamples)];
        string faults = string.Join(" ", draws.Where(count => count.Value is < 0 or > MaximumDraws)
            .Select(count => Guard.Fault(count.Name, count.Value, $"in [0, {MaximumDraws}]")));
        if (faults.Length > 0)
            throw new ArgumentOutOfRangeException(nameof(options), faults);
    }
}

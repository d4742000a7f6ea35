namespace Microsoft.ML.Vae.Tests.Golden;

/// <summary>The fits of <see cref="GoldenRows"/> that every format has a model of.</summary>
internal static class GoldenFits
{
    private static readonly VaeOptions _options = new()
    {
        OutputColumnName = "Latent",
        InputColumnName = GoldenRows.Pixels,
        ReconstructionColumnName = "Reconstruction",
        SampleColumnName = "Sample",
        ScoreColumnName = "Score",
        PredictedLabelColumnName = "PredictedLabel",
        PValueColumnName = "PValue",
        Image = new ImageLayout(3, 5) { InterleavePixelColors = true },
        LatentDimension = 4,
        BatchSize = 8,
        Epochs = 4,
        ValidationFraction = 0.2,
        Seed = 35,
    };

    /// <summary>A residual network with batch normalization, whose running averages are stored after the parameters.</summary>
    public static VaeOptions Residual { get; } = _options with
    {
        LatentLogVarianceColumnName = "LogVariance",
        LatentSampleColumnName = "LatentSample",
        AnomalyScore = AnomalyScore.LatentDensity,
        ThresholdSides = ThresholdSides.Both,
        Network = Network.Residual([6, 12], blocks: 1, Activation.Silu, Normalization.Batch),
        Objective = Objective.Elbo(0.5),
    };

    /// <summary>A codebook and a condition.</summary>
    public static VaeOptions Quantized { get; } = _options with
    {
        LatentIndexColumnName = "LatentIndex",
        ScoreContributionsColumnName = "Contributions",
        ConditionColumnName = GoldenRows.Kind,
        Network = Network.FullyConnected([16]),
        Objective = Objective.VectorQuantization(6, 2),
        Likelihood = Likelihood.Gaussian(0.5),
    };

    public static Dictionary<string, VaeOptions> All { get; } = new() { ["residual"] = Residual, ["quantized"] = Quantized };

    public static VaeTransformer Run(VaeOptions options)
    {
        var context = new MLContext();
        return context.Transforms.VariationalAutoencoder(options).Fit(GoldenRows.View(context));
    }
}

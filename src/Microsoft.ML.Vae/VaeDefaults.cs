namespace Microsoft.ML.Vae;

/// <summary>Defaults that several places share.</summary>
public static class VaeDefaults
{
    /// <summary>The fraction of anomalies among the rows that calibrate the threshold.</summary>
    public const double Contamination = 0.1;

    /// <summary>The number of bytes of training rows to keep in memory: 1 GiB.</summary>
    public const long InputCacheBytes = 1L << 30;

    /// <summary>The number of latent dimensions.</summary>
    public const int LatentDimension = 16;

    /// <summary>The number of units of the single hidden layer.</summary>
    public const int HiddenSize = 400;

    /// <summary>The lower bound of a learned standard deviation of pixels: one level of 8 bits.</summary>
    public const double MinimumStandardDeviation = 1.0 / 255;

    /// <summary>The scale of a discretized logistic likelihood, in units of the range 0..1.</summary>
    public const double DiscretizedLogisticScale = 0.05;

    /// <summary>The weight of the KL divergence; 1 is the evidence lower bound itself.</summary>
    public const double Beta = 1;

    /// <summary>The optimizer's step size.</summary>
    public const double LearningRate = 1e-3;

    /// <summary>The number of epochs without improvement after which early stopping ends a fit.</summary>
    public const int Patience = 5;

    /// <summary>The time between checkpoints within an epoch: 10 minutes.</summary>
    public static TimeSpan CheckpointInterval { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The number of samples of <see cref="VaeOptions.SnapshotSamples"/>.</summary>
    public const int SnapshotCount = 16;

    /// <summary>The seed of their draws.</summary>
    public const int SnapshotSeed = 1;

    /// <summary>A latent dimension is active if the variance of its posterior mean exceeds this (Burda et al., 2016).</summary>
    internal const double ActiveUnitVariance = 0.01;
}

using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae;

/// <summary>The defaults that every overload and <see cref="VaeOptions"/> share.</summary>
public static class VaeDefaults
{
    /// <summary>Dimensions of the latent space.</summary>
    public const int LatentDimension = 16;

    /// <summary>Passes over the training data.</summary>
    public const int Epochs = 10;

    /// <summary>Rows per optimizer step.</summary>
    public const int BatchSize = 128;

    /// <summary>Adam's step size.</summary>
    public const double LearningRate = 1e-3;

    /// <summary>Epochs without improvement that end a fit with early stopping.</summary>
    public const int Patience = 5;

    /// <summary>Weight of the KL divergence: 1 is the evidence lower bound itself.</summary>
    public const double Beta = 1;

    /// <summary>The floor under a learned standard deviation of pixels: one grey level of 8 bits.</summary>
    public const double MinimumStandardDeviation = 1.0 / 255;

    /// <summary>The scale of a discretized logistic likelihood, in units of the range 0..1.</summary>
    public const double DiscretizedLogisticScale = 0.05;

    /// <summary>Units of the single hidden layer.</summary>
    public const int HiddenSize = 400;

    /// <summary>Share of anomalies in the rows that the threshold is calibrated on.</summary>
    public const double Contamination = 0.1;

    /// <summary>Bytes of training rows that may be kept in memory: 1 GiB.</summary>
    public const long InputCacheBytes = 1L << 30;

    /// <summary>Time between two checkpoints within an epoch: 10 minutes.</summary>
    public static TimeSpan CheckpointInterval { get; } = TimeSpan.FromMinutes(10);

    /// <summary>A latent dimension is active when its posterior mean varies more than this over the data (Burda et al., 2016).</summary>
    internal const double ActiveUnitVariance = 0.01;
}

using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Results;

/// <summary>What every row is measured with, unless its own options say otherwise.</summary>
internal static class Settings
{
    /// <summary>The first of MNIST's training images.</summary>
    public const int TrainingImages = 20_000;

    /// <summary>Seeds the draw of z in evaluations.</summary>
    public const int SampleSeed = 1;

    public const int Neighbours = 5;

    public const int HiddenSize = 400;

    /// <summary>For the rows of anomalies.</summary>
    public static VaeOptions Anomalies => Shared with { Epochs = 20 };

    /// <summary>For the rows of missing pixels.</summary>
    public static VaeOptions Imputation => Shared with { LatentDimension = 32, Epochs = 10, OnMissingValue = MissingValueBehavior.Impute };

    /// <summary>For the rows of tables.</summary>
    public static VaeOptions Payments => Shared with { InputColumnName = PaymentProtocol.Features, Epochs = 40 };

    /// <summary>Of the program in pytorch/examples.</summary>
    public static VaeOptions Published => Shared with { LatentDimension = 20, Epochs = 10 };

    public static VaeOptions Shared { get; } = new()
    {
        OutputColumnName = "Latent",
        InputColumnName = nameof(DigitRow.Pixels),
        LatentDimension = 16,
        Network = Network.FullyConnected([HiddenSize]),
        Epochs = 5,
        BatchSize = 128,
        LearningRate = 1e-3,
        Seed = 1,
        HealthReport = false,   // its second or so is no training
    };
}

using SkiaSharp;

namespace Microsoft.ML.Vae.Tool.Training;

/// <summary>What the command line asks of a fit; null where the data decides.</summary>
internal sealed record TrainSettings
{
    /// <summary>The size of images, in pixels.</summary>
    public SKSizeI? Size { get; init; }

    /// <summary>1 for grey, 3 for color.</summary>
    public int? Channels { get; init; }

    public bool Convolutional { get; init; }

    /// <summary>Sizes of hidden layers; null: not asked for.</summary>
    public IReadOnlyList<int>? Dense { get; init; }

    public Likelihood? Likelihood { get; init; }

    public int? LatentDimension { get; init; }

    public int? Epochs { get; init; }

    public int? BatchSize { get; init; }

    public double Beta { get; init; } = VaeDefaults.Beta;

    public double ValidationFraction { get; init; }

    public int? Rows { get; init; }

    /// <summary>The column of the data with the classes that a model is told; null: none.</summary>
    public string? Condition { get; init; }

    public bool SkipInvalid { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>The options that the choices have no part in.</summary>
    public VaeOptions ToOptions() => new()
    {
        OutputColumnName = "Latent",
        ReconstructionColumnName = "Reconstruction",
        ScoreColumnName = "Score",
        PValueColumnName = "PValue",
        Epochs = Epochs,
        BatchSize = BatchSize,
        Objective = Objective.Elbo(Beta),
        ValidationFraction = ValidationFraction,
        EarlyStopping = ValidationFraction > 0 ? new EarlyStopping() : null,
        Seed = Seed,
        OnCancellation = CancellationBehavior.KeepBest,
    };
}

using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae;

/// <summary>
/// When a fit ends before its last epoch: after <see cref="Patience"/> epochs in a row that did not lower the monitored loss. That is the negative
/// ELBO with β = 1, whatever β the fit trains with, of the validation rows if there are any, else of the training rows.
/// See <see cref="VaeOptions.EarlyStopping"/>.
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs in a row without improvement that end the fit, in [1, 1000000]. Default: 5.</summary>
    public int Patience { get; init; } = VaeDefaults.Patience;

    /// <summary>What a loss must be below the lowest so far to count as an improvement, in nats per row, in [0, 1e6]. Default: 0.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>
    /// Epochs at the start that neither count nor can be the best, in [0, 1000000]: those in which the training loss itself still changes, such as a
    /// warm-up of β. Default: 0.
    /// </summary>
    public int WarmupEpochs { get; init; }

    /// <summary>Begins to watch a fit.</summary>
    internal PlateauCounter Start() => new(Patience - 1, MinimumImprovement);
}

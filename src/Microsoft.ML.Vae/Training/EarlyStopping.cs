using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae;

/// <summary>
/// Ends a fit before its last epoch, after <see cref="Patience"/> epochs in a row that did not lower the monitored loss: the negative ELBO
/// with β = 1, whatever β the fit trains with, of the validation rows if there are any, else of the training rows. See
/// <see cref="VaeOptions.EarlyStopping"/>.
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs in a row without improvement that end the fit, in [1, 1000000]. Default: 5.</summary>
    public int Patience { get; init; } = VaeDefaults.Patience;

    /// <summary>How far a loss must fall below the lowest so far to be an improvement, in nats per row, in [0, 1e6]. Default: 0.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>
    /// Epochs at the start that neither count nor can be the best, in [0, 1000000]. An objective's own warm-up, such as a rising β, is left
    /// out anyway; this can only lengthen it. Default: 0.
    /// </summary>
    public int WarmupEpochs { get; init; }

    /// <summary>The values by their names, in invariant culture.</summary>
    internal string ToText() => FormattableString.Invariant(
        $"{nameof(Patience)} {Patience}, {nameof(MinimumImprovement)} {MinimumImprovement}, {nameof(WarmupEpochs)} {WarmupEpochs}");

    /// <summary>Begins to watch a fit.</summary>
    internal PlateauCounter Start() => new(Patience - 1, MinimumImprovement);
}

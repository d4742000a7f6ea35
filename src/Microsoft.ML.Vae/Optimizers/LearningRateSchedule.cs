using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae;

/// <summary>
/// How the step size changes over a fit: <see cref="VaeOptions.LearningRate"/> times a factor that is constant within an epoch. Every
/// schedule can begin with a linear warm-up (Goyal et al., "Accurate, Large Minibatch SGD", 2017) of w steps, in which optimizer step s of
/// the fit, counted from 1, is also multiplied by min(1, s / w).
/// </summary>
public abstract class LearningRateSchedule
{
    private readonly int _warmupSteps;

    private protected LearningRateSchedule(int warmupSteps) => _warmupSteps = Guard.AtLeast(warmupSteps, 0);

    /// <summary>The factor is 1.</summary>
    /// <param name="warmupSteps">Optimizer steps of linear warm-up, at least 0. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule Constant(int warmupSteps = 0) => new ConstantSchedule(warmupSteps);

    /// <summary>The factor is γ^⌊(e − 1) / n⌋ in epoch e, from 1: every n epochs it is multiplied by γ.</summary>
    /// <param name="epochs">n, at least 1.</param>
    /// <param name="factor">γ, in (0, 1]. Default: 0.1.</param>
    /// <param name="warmupSteps">Optimizer steps of linear warm-up, at least 0. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule Step(int epochs, double factor = 0.1, int warmupSteps = 0) =>
        new StepSchedule(epochs, factor, warmupSteps);

    /// <summary>
    /// Half a cosine from 1 towards f (Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, without
    /// restarts): f + (1 − f)(1 + cos(π(e − 1) / E)) / 2 in epoch e, from 1, of E = <see cref="VaeOptions.Epochs"/>.
    /// </summary>
    /// <param name="finalFactor">f, in [0, 1], which the epoch after the last would have. Default: 0.</param>
    /// <param name="warmupSteps">Optimizer steps of linear warm-up, at least 0. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule Cosine(double finalFactor = 0, int warmupSteps = 0) => new CosineSchedule(finalFactor, warmupSteps);

    /// <summary>
    /// The factor is multiplied by γ whenever more than <paramref name="patience"/> epochs in a row have not lowered the monitored loss:
    /// the negative ELBO with β = 1, of the validation rows if there are any, else of the training rows. The count then restarts. Epochs
    /// within the objective's warm-up, or within <see cref="EarlyStopping.WarmupEpochs"/>, do not count.
    /// </summary>
    /// <param name="factor">γ, in (0, 1). Default: 0.1.</param>
    /// <param name="patience">Epochs without improvement that are tolerated, at least 0. Default: 10.</param>
    /// <param name="minimumImprovement">How far a loss must fall below the lowest so far, in nats per row, at least 0. Default: 0.</param>
    /// <param name="warmupSteps">Optimizer steps of linear warm-up, at least 0. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static LearningRateSchedule Plateau(
        double factor = 0.1, int patience = 10, double minimumImprovement = 0, int warmupSteps = 0) =>
        new PlateauSchedule(factor, patience, minimumImprovement, warmupSteps);

    /// <summary>The factor of an optimizer step, from 1 over the whole fit, in an epoch.</summary>
    internal double Factor(SchedulePoint at, long step) =>
        _warmupSteps > step ? EpochFactor(at) * step / _warmupSteps : EpochFactor(at);

    /// <summary>The factor of an epoch.</summary>
    internal abstract double EpochFactor(SchedulePoint at);

    /// <summary>Whether the factor of an epoch depends on how many the fit may make.</summary>
    internal virtual bool DependsOnEpochs => false;

    /// <summary>The warm-up in words, to follow a schedule's own.</summary>
    private protected string Warmup => _warmupSteps == 0 ? "" : FormattableString.Invariant($" after {_warmupSteps} warm-up steps");

    /// <summary>Begins to watch the losses of a fit; null when they do not matter.</summary>
    internal virtual PlateauCounter? Watch() => null;
}

using System.Globalization;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae;

/// <summary>
/// The weight β of the KL divergence over a fit. A weight that starts at 0 and rises lets the decoder learn to use the latent code before the
/// divergence can press it flat. Where a schedule stands depends on the epochs done alone, parts of epochs included; in a first pass over data of
/// unknown length it stays at that epoch's beginning.
/// </summary>
public sealed class BetaSchedule
{
    private readonly double _beta;
    private readonly double _cycleEpochs;
    private readonly int _cycles;
    private readonly double _ramp;

    private BetaSchedule(double beta, double cycleEpochs, int cycles, double ramp)
    {
        ObjectiveRange.Check(beta, 0, nameof(beta));
        _beta = beta;
        _cycleEpochs = cycleEpochs;
        _cycles = cycles;
        _ramp = ramp;
    }

    /// <summary>Epochs until β is at its final value for good.</summary>
    internal double WarmupEpochs => _cycles * _cycleEpochs;

    /// <summary>The same β all along.</summary>
    /// <param name="beta">β, in [0, 1e6].</param>
    /// <exception cref="ArgumentOutOfRangeException">β is out of its range.</exception>
    public static BetaSchedule Constant(double beta) => new(beta, cycleEpochs: 0, cycles: 0, ramp: 1);

    /// <summary>
    /// KL annealing (Bowman et al., "Generating Sentences from a Continuous Space", 2016), in a straight line: β · min(1, t / epochs) after t epochs.
    /// </summary>
    /// <param name="beta">The final β, in [0, 1e6]. Default: 1.</param>
    /// <param name="epochs">Epochs from 0 to the final β, in (0, 1e6]. Default: 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static BetaSchedule Linear(double beta = 1, double epochs = 10)
    {
        ObjectiveRange.CheckPositive(epochs, nameof(epochs));
        return new BetaSchedule(beta, epochs, cycles: 1, ramp: 1);
    }

    /// <summary>
    /// Cyclical annealing (Fu et al., "Cyclical Annealing Schedule", 2019): β rises from 0 in a straight line over the first part of each cycle,
    /// stays for the rest, and drops to 0 where the next cycle begins. After the last cycle it stays.
    /// </summary>
    /// <param name="beta">The β of each cycle's end, in [0, 1e6]. Default: 1.</param>
    /// <param name="cycles">How many cycles, M, in [1, 1000]. Default: 4.</param>
    /// <param name="cycleEpochs">Epochs of each cycle, T / M, in (0, 1e6]. Default: 5.</param>
    /// <param name="ramp">The share R of a cycle in which β rises, in (0, 1]. Default: 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static BetaSchedule Cyclical(double beta = 1, int cycles = 4, double cycleEpochs = 5, double ramp = 0.5)
    {
        ObjectiveRange.Check(cycles, 1, nameof(cycles), maximum: 1000);
        ObjectiveRange.CheckPositive(cycleEpochs, nameof(cycleEpochs));
        ObjectiveRange.CheckPositive(ramp, nameof(ramp), maximum: 1);
        return new BetaSchedule(beta, cycleEpochs, cycles, ramp);
    }

    /// <summary>β for a step.</summary>
    internal double At(TrainingPosition position)
    {
        if (position.Epochs >= WarmupEpochs)
            return _beta;
        double cycles = position.Epochs / _cycleEpochs;
        return _beta * Math.Min(1, (cycles - Math.Floor(cycles)) / _ramp);
    }

    /// <inheritdoc/>
    public override string ToString() => _cycles == 0
        ? string.Create(CultureInfo.InvariantCulture, $"β = {_beta}")
        : string.Create(CultureInfo.InvariantCulture, $"β = {_beta} after {_cycles} × {_cycleEpochs} epochs{(_ramp == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", rising over {_ramp} of each"))}");
}

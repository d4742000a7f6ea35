using System.Globalization;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae;

/// <summary>
/// The weight β of the KL divergence during a fit. A weight that rises from 0 lets the decoder learn to use the latent before the
/// divergence can collapse it. β depends only on the (fractional) number of epochs trained. In the first epoch over data of unknown length,
/// it stays at its initial value.
/// </summary>
public sealed class BetaSchedule
{
    private readonly double _beta;
    private readonly double _cycleEpochs;
    private readonly int _cycles;
    private readonly double _ramp;

    private BetaSchedule(double beta, double cycleEpochs, int cycles, double ramp)
    {
        _beta = Guard.InRange(beta, 0, Guard.Largest);
        _cycleEpochs = cycleEpochs;
        _cycles = cycles;
        _ramp = ramp;
    }

    /// <summary>Epochs until β stays at its final value.</summary>
    internal double WarmupEpochs => _cycles * _cycleEpochs;

    /// <summary>That value.</summary>
    internal double Final => _beta;

    /// <summary>A constant β.</summary>
    /// <param name="beta">β, in [0, 1e6].</param>
    /// <exception cref="ArgumentOutOfRangeException">β is out of range.</exception>
    public static BetaSchedule Constant(double beta) => new(beta, cycleEpochs: 0, cycles: 0, ramp: 1);

    /// <summary>β · min(1, t / epochs) after t epochs (Bowman et al., "Generating Sentences from a Continuous Space", 2016).</summary>
    /// <param name="beta">The final β, in [0, 1e6]. Default: 1.</param>
    /// <param name="epochs">Epochs until β reaches its final value, in (0, 1e6]. Default: 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static BetaSchedule Linear(double beta = 1, double epochs = 10)
    {
        Guard.Positive(epochs, Guard.Largest);
        return new BetaSchedule(beta, epochs, cycles: 1, ramp: 1);
    }

    /// <summary>
    /// Cyclical annealing (Fu et al., "Cyclical Annealing Schedule: A Simple Approach to Mitigating KL Vanishing", 2019): in each cycle, β
    /// rises linearly from 0 and then stays at its maximum; the next cycle starts from 0 again. After the last cycle, β stays at its
    /// maximum.
    /// </summary>
    /// <param name="beta">The maximum β, in [0, 1e6]. Default: 1.</param>
    /// <param name="cycles">The number of cycles, M, in [1, 1000]. Default: 4.</param>
    /// <param name="cycleEpochs">Epochs per cycle, T / M, in (0, 1e6]. Default: 5.</param>
    /// <param name="ramp">R, the fraction of a cycle during which β rises, in (0, 1]. Default: 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static BetaSchedule Cyclical(double beta = 1, int cycles = 4, double cycleEpochs = 5, double ramp = 0.5)
    {
        Guard.InRange(cycles, 1, 1000);
        Guard.Positive(cycleEpochs, Guard.Largest);
        Guard.Positive(ramp, maximum: 1);
        return new BetaSchedule(beta, cycleEpochs, cycles, ramp);
    }

    /// <summary>β at a step.</summary>
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
        : string.Create(CultureInfo.InvariantCulture, $"β = {_beta} after {_cycles} × {_cycleEpochs} epochs") +
            (_ramp == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", rising over {_ramp} of each"));
}

using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// What several processes cannot train together, because a step would not be that of one process with all rows of the batch.
/// </summary>
internal static class DataParallelLimits
{
    /// <param name="context">Names the source of errors.</param>
    /// <param name="ranks">The processes.</param>
    /// <param name="options">Of the fit.</param>
    /// <param name="model">What is to be trained.</param>
    /// <param name="engine">By what.</param>
    /// <exception cref="InvalidOperationException">An option does not go with <see cref="VaeOptions.DataParallel"/>.</exception>
    public static void Check(IExceptionContext context, RankGroup ranks, VaeOptions options, VaeModel model, EngineChoice engine)
    {
        if (model.Device.type != DeviceType.CPU)
        {
            throw Refused(
                nameof(options.Device), model.Device, $"{nameof(VaeDevice.Cpu)}: gradients are added up in the memory of the CPU");
        }
        if (engine.Engine == TrainingEngine.Autograd && !options.Objective.IsMeanOfRows)
        {
            throw Refused(nameof(options.Objective), $"{options.Objective}, with the engine {engine.Engine}",
                "one whose loss is a mean over rows, since it compares the rows of a batch, of which each process has a part");
        }
        if (model.Network.buffers().Any())
        {
            throw Refused(nameof(options.Network), model.Network.Architecture,
                $"one without running statistics of batches, such as {nameof(Normalization)}.{nameof(Normalization.Group)} in place of "
                + $"{nameof(Normalization.Batch)}, and without a variance in closed form: each process sees a part of a batch");
        }
        if (options.BatchSize < ranks.Size)
            throw Refused(nameof(options.BatchSize), options.BatchSize, $"at least {ranks.Size}: each process has a part of each batch");

        Exception Refused(string option, object got, string wanted) => context.Except(FormattableString.Invariant(
            $"{option} is {got}; with {nameof(options.DataParallel)} ({options.DataParallel}) it must be {wanted}."));
    }
}

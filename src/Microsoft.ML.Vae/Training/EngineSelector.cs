using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training.Fused;

namespace Microsoft.ML.Vae.Training;

/// <summary>Chooses what makes the steps of a fit.</summary>
internal static class EngineSelector
{
    /// <summary>The engine that the options ask for, or the faster of those that can train the network, and the precision.</summary>
    /// <param name="context">Names the source of errors.</param>
    /// <param name="channel">Says what was chosen.</param>
    /// <param name="options">Of the fit.</param>
    /// <param name="model">What is trained.</param>
    /// <param name="multipliesBFloat16">Whether the processor does.</param>
    /// <exception cref="InvalidOperationException">The options ask for what cannot be.</exception>
    public static EngineChoice Choose(
        IExceptionContext context, IChannel channel, VaeOptions options, VaeModel model, bool multipliesBFloat16)
    {
        string? obstacle = FusedEngine.Obstacle(model.Network.Architecture, model.Likelihood, options.Objective, model.Device);
        if (options.Engine == TrainingEngine.Fused && obstacle is not null)
        {
            throw context.Except(
                $"{nameof(VaeOptions.Engine)} is {options.Engine}, which cannot train this model: {obstacle}. Use {TrainingEngine.Auto}.");
        }
        bool isRounded = options.Precision == TrainingPrecision.BFloat16;
        if (isRounded && obstacle is null && model.Network.Architecture.Plan is not FullyConnectedPlan)
        {
            throw context.Except(
                $"{nameof(VaeOptions.Precision)} is {options.Precision}, which is for fully connected networks; this one is "
                + $"{model.Network.Architecture.Plan}. Use {TrainingPrecision.Single}.");
        }
        if (isRounded && obstacle is not null)
        {
            throw context.Except(
                $"{nameof(VaeOptions.Precision)} is {options.Precision}, which needs the engine {TrainingEngine.Fused}, which cannot "
                + $"train this model: {obstacle}. Use {TrainingPrecision.Single}.");
        }
        if (isRounded && !multipliesBFloat16)
        {
            channel.Warning(MessageSensitivity.None,
                $"{nameof(VaeOptions.Precision)} is {options.Precision}, but the processor has no instructions for it (AVX512_BF16 or "
                + $"AMX); this fit uses {TrainingPrecision.Single}.");
            isRounded = false;
        }
        bool isFused = isRounded || options.Engine == TrainingEngine.Fused
            || obstacle is null && options.Engine == TrainingEngine.Auto && VectorMath.IsWide;
        var chosen = new EngineChoice(
            isFused ? TrainingEngine.Fused : TrainingEngine.Autograd, isRounded ? TrainingPrecision.BFloat16 : TrainingPrecision.Single);
        channel.Info(MessageSensitivity.None, $"Engine: {chosen}");
        return chosen;
    }

    /// <summary>Begins a fit.</summary>
    public static ITrainingEngine Start(
        EngineChoice choice, VaeOptions options, VaeModel model, LearningRate rate, Generator noise, StepExchange? exchange)
    {
        VaeNetwork network = model.Network;
        var inputNoise = new InputNoise
        {
            Binarizes = options.DynamicBinarization,
            Corruption = options.Corruption?.For(model.Input),
            Hides = model.Input.Imputes,
        };
        int batches = options.GradientAccumulationSteps;   // of a step
        int? stepRows = exchange?.StepRows ?? (batches > 1 ? options.BatchSize * batches : null);
        if (choice.Engine == TrainingEngine.Fused)
        {
            return new FusedEngine(
                network, model.Likelihood, options.Objective, options.Optimizer, rate, noise, get_num_threads(), choice.Precision)
            {
                InputNoise = inputNoise,
                MaximumNorm = options.MaximumGradientNorm,
                Exchange = exchange,
                StepRows = stepRows,
            };
        }
        var descent = new GradientDescent(
            network.parameters().Where(parameter => parameter.requires_grad), options.Optimizer, rate, options.MaximumGradientNorm,
            exchange);
        return new AutogradEngine(network, model.Likelihood, options.Objective, descent, noise)
        {
            InputNoise = inputNoise,
            StepRows = stepRows,
        };
    }
}

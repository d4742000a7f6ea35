using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training.Fused;

namespace Microsoft.ML.Vae.Training;

/// <summary>Chooses what makes the steps of a fit.</summary>
internal static class EngineSelector
{
    /// <summary>The engine that the options ask for, or the faster of those that can train the network.</summary>
    /// <exception cref="InvalidOperationException">The options ask for one that cannot.</exception>
    public static TrainingEngine Choose(IExceptionContext context, IChannel channel, VaeOptions options, VaeModel model)
    {
        string? obstacle = FusedEngine.Obstacle(model.Network.Architecture, model.Likelihood, options.Objective, model.Device);
        if (options.Engine == TrainingEngine.Fused && obstacle is not null)
        {
            throw context.Except(
                $"{nameof(VaeOptions.Engine)} is {options.Engine}, which cannot train this model: {obstacle}. Use {TrainingEngine.Auto}.");
        }
        bool isFused = obstacle is null && (options.Engine == TrainingEngine.Fused || options.Engine == TrainingEngine.Auto && VectorMath.IsWide);
        TrainingEngine chosen = isFused ? TrainingEngine.Fused : TrainingEngine.Autograd;
        channel.Info(MessageSensitivity.None, $"Engine: {chosen}");
        return chosen;
    }

    /// <summary>Begins a fit.</summary>
    public static ITrainingEngine Start(TrainingEngine engine, VaeOptions options, VaeModel model, LearningRate rate, Generator noise)
    {
        VaeNetwork network = model.Network;
        var inputNoise = new InputNoise
        {
            Binarizes = options.DynamicBinarization,
            Corruption = options.Corruption?.For(model.Input),
            Hides = model.Input.Imputes,
        };
        if (engine == TrainingEngine.Fused)
        {
            return new FusedEngine(network, model.Likelihood, options.Objective, options.Optimizer, rate, noise, get_num_threads())
            {
                InputNoise = inputNoise,
                MaximumNorm = options.MaximumGradientNorm,
            };
        }
        var descent = new GradientDescent(network.parameters(), options.Optimizer, rate, options.MaximumGradientNorm);
        return new AutogradEngine(network, model.Likelihood, options.Objective, descent, noise) { InputNoise = inputNoise };
    }
}

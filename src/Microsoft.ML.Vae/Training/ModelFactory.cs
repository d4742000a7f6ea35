using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Training;

/// <summary>Makes the model that the options and the input column ask for.</summary>
internal static class ModelFactory
{
    /// <summary>A model with fresh weights.</summary>
    /// <param name="host">The host environment.</param>
    /// <param name="channel">The log.</param>
    /// <param name="options">The options.</param>
    /// <param name="column">The input column.</param>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="generator">Draws the weights.</param>
    public static VaeModel Create(IHost host, IChannel channel, VaeOptions options, PixelColumn column, int seed, Generator generator)
    {
        Device device = DeviceSelector.Choose(host, channel, options.Device);
        NetworkPlan plan = options.Network.Plan(new PlanContext(column, host));
        var architecture = new VaeArchitecture(plan, column.Size, options.LatentDimension)
        {
            Latent = options.Objective.Latent,
            ConditionSize = column.Condition?.Size ?? 0,
            HasMask = column.Imputes,
            PixelVariance = options.Likelihood.PixelVariance,
        };
        VaeNetwork network = VaeNetwork.Create(architecture, generator);
        try
        {
            plan.CheckFreshWeights(network, channel);
        }
        catch
        {
            network.Dispose();
            throw;
        }
        if (options.OnMissingValue == MissingValueBehavior.Impute && !column.Imputes)
        {
            channel.Warning(MessageSensitivity.None,
                $"{nameof(VaeOptions.OnMissingValue)} has no effect: column '{column.Name}' has no NaN, as it is of type {column.Type}.");
        }
        if (!architecture.HasUsualConvolutions && Convolutions.AreReplaced)
        {
            channel.Warning(MessageSensitivity.None,
                "oneDNN's convolutions are wrong on this processor: torch's own, which are slower, take their place in this process.");
        }
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Network: {plan}, {network.ParameterCount} parameters"));
        return new VaeModel(network, column, options.Likelihood, options.SampleSeed ?? seed, device)
        {
            Rules = RowRules.From(options),
            SampleSeedColumn = options.SampleSeedColumnName,
        };
    }
}

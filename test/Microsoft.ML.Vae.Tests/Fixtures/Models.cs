using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Networks and transformers with weights that a test knows.</summary>
internal static class Models
{
    public const string LatentColumn = "Latent";

    public static VaeNetwork Network(VaeArchitecture architecture, ulong seed = 1)
    {
        using var generator = new Generator(seed, CPU);
        return VaeNetwork.Create(architecture, generator);
    }

    /// <summary>An engine that trains with Adam.</summary>
    public static AutogradEngine Engine(
        VaeNetwork network, Likelihood likelihood, Objective objective, double learningRate, Generator noise, InputNoise? inputNoise = null)
    {
        var descent = new GradientDescent(network.parameters(), Optimizer.Adam(), LearningRate.Fixed(learningRate));
        return new AutogradEngine(network, likelihood, objective, descent, noise) { InputNoise = inputNoise ?? new InputNoise() };
    }

    /// <summary>The codebook of a network that has one.</summary>
    public static Codebook Codebook(VaeNetwork network) => network.Bottleneck.Module.ShouldBeOfType<Codebook>();

    /// <summary>A transformer around a network, which it owns from then on.</summary>
    public static VaeTransformer Transformer(MLContext context, VaeNetwork network, Likelihood likelihood, ScalarType elementType)
    {
        PixelScaling scaling = elementType == ScalarType.Byte ? PixelScaling.ByteToUnit : PixelScaling.None;
        var input = new PixelColumn(PixelViews.Column, elementType, network.Architecture.InputSize, scaling);
        return new VaeTransformer(
            context,
            new VaeModel(network, input, likelihood, sampleSeed: 1, CPU),
            new ColumnLayout { Input = PixelViews.Column, Latent = LatentColumn },
            Outcomes.Of(threshold: null));
    }

    /// <summary>What <c>Fit</c> builds inside, for tests that look inside.</summary>
    public static IHost Host(MLContext context) => ((IHostEnvironment)context).Register("Test");
}

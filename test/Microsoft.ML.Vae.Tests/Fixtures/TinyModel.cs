using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A transformer around a small untrained network, whose random weights are the same at every call.</summary>
internal sealed class TinyModel : IDisposable
{
    public const int Size = 12;
    public const int Latent = 3;
    public const string Input = PixelViews.Column;
    public const string Mean = "Latent";
    public const string Reconstruction = "Again";

    public const int SampleSeed = 11;

    private static readonly TrainingOutcome _untrained = Outcomes.Of(threshold: null);
    private static readonly VaeArchitecture _architecture = Architectures.Dense(Size, [7], Latent, [5]);

    private TinyModel(VaeNetwork network, VaeTransformer transformer)
    {
        Network = network;
        Transformer = transformer;
    }

    public VaeNetwork Network { get; }

    public VaeTransformer Transformer { get; }

    public static TinyModel Create(
        ScalarType type = ScalarType.Float32,
        PixelScaling? scaling = null,
        Likelihood? likelihood = null,
        string output = Mean,
        string? reconstruction = null) =>
        Create(new ColumnLayout { Input = Input, Latent = output, Reconstruction = reconstruction }, type, scaling, likelihood);

    public static TinyModel Create(
        ColumnLayout columns,
        ScalarType type = ScalarType.Float32,
        PixelScaling? scaling = null,
        Likelihood? likelihood = null,
        TrainingOutcome? outcome = null,
        ConditionColumn? condition = null,
        CodebookShape? codebook = null,
        bool isPacked = true)
    {
        using Generator generator = new(5, CPU);
        var network = VaeNetwork.Create(_architecture with
        {
            Plan = isPacked ? _architecture.Plan : new UnpackedPlan((BuiltInPlan)_architecture.Plan),
            PixelVariance = (likelihood ?? Likelihood.Bernoulli).PixelVariance,
            ConditionSize = condition?.Size ?? 0,
            Latent = codebook is null ? BottleneckSpec.Gaussian : BottleneckSpec.Quantized(codebook),
        }, generator);
        PixelScaling byDefault = type == ScalarType.Byte ? PixelScaling.ByteToUnit : PixelScaling.None;
        var pixels = new PixelColumn(Input, type, Size, scaling ?? byDefault) { Condition = condition };
        var model = new VaeModel(network, pixels, likelihood ?? Likelihood.Bernoulli, SampleSeed, CPU);
        return new TinyModel(network, new VaeTransformer(new MLContext(1), model, columns, outcome ?? _untrained));
    }

    public void Dispose() => Transformer.Dispose();
}

using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Mapping;

/// <summary>A transformer around a small untrained network, whose random weights are the same at every call.</summary>
internal sealed class TinyModel : IDisposable
{
    public const int Size = 12;
    public const int Latent = 3;
    public const string Input = "Pixels";
    public const string Mean = "Latent";
    public const string Reconstruction = "Again";

    private static readonly VaeArchitecture _architecture = new(Size, [7], Latent, [5]);

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
        string? reconstruction = null)
    {
        using Generator generator = new(5, CPU);
        var network = VaeNetwork.Create(_architecture, generator);
        PixelScaling byDefault = type == ScalarType.Byte ? PixelScaling.ByteToUnit : PixelScaling.None;
        var model = new VaeModel(network, new PixelColumn(Input, type, Size, scaling ?? byDefault), likelihood ?? Likelihood.Bernoulli);
        return new TinyModel(network, new VaeTransformer(new MLContext(1), model, output, reconstruction));
    }

    public void Dispose() => Transformer.Dispose();
}

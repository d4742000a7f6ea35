using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Encoder and decoder of one VAE, with their weights.</summary>
internal sealed class VaeNetwork : nn.Module
{
    private static readonly Scalar _half = 0.5;

    private VaeNetwork(VaeArchitecture architecture, Generator generator) : base("vae")
    {
        Architecture = architecture;
        Encoder = new GaussianEncoder(architecture, generator);
        Decoder = new Decoder(architecture, generator);
        RegisterComponents();
    }

    /// <summary>A network with fresh weights. Its parameters belong to no dispose scope, whichever is open.</summary>
    public static VaeNetwork Create(VaeArchitecture architecture, Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        var network = new VaeNetwork(architecture, generator);
        network.KeepParameters(scope);
        return network;
    }

    /// <summary>Moves the weights to a device, before anything refers to them.</summary>
    public void MoveTo(Device device)
    {
        if (device.type == DeviceType.CPU)
            return;
        using DisposeScope scope = NewDisposeScope();
        this.to(device);
        KeepParameters(scope);
    }

    private void KeepParameters(DisposeScope scope)
    {
        foreach (var parameter in parameters())
            scope.Detach(parameter);
    }

    /// <summary>A network whose weights are about to be replaced by saved ones.</summary>
    public static VaeNetwork Create(VaeArchitecture architecture)
    {
        using Generator generator = new(0, CPU);
        return Create(architecture, generator);
    }

    /// <summary>The sum of all weights, which is finite when each of them is.</summary>
    public double SumOfWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return parameters().Sum(parameter => parameter.sum(ScalarType.Float64).item<double>());
    }

    public VaeArchitecture Architecture { get; }

    [field: ComponentName(Name = "encoder")]
    public GaussianEncoder Encoder { get; }

    [field: ComponentName(Name = "decoder")]
    public Decoder Decoder { get; }

    /// <summary>z = μ + σ ε with ε ~ N(0, I), drawn on the CPU so that every device gets the same noise.</summary>
    public static Tensor SampleLatent(Tensor mean, Tensor logVariance, Generator generator) =>   // [B, Z],[B, Z] -> [B, Z]
        Reparameterise(mean, logVariance, randn(mean.size(0), mean.size(1), ScalarType.Float32, CPU, generator: generator).to(mean.device));

    /// <summary>z = μ + σ ε, so that gradients reach μ and σ (the reparameterisation trick of Kingma and Welling, 2014).</summary>
    public static Tensor Reparameterise(Tensor mean, Tensor logVariance, Tensor noise) =>   // [B, Z],[B, Z],[B, Z] -> [B, Z]
        mean.add(logVariance.mul(_half).exp() * noise, Scalars.One);
}

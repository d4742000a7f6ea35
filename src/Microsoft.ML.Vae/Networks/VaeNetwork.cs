using Microsoft.ML.Vae.Interop;
using Microsoft.ML.Vae.Latents;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Encoder and decoder of one VAE, with their weights.</summary>
internal sealed class VaeNetwork : nn.Module
{
    private static readonly Scalar _half = 0.5;

    private VaeNetwork(VaeArchitecture architecture, Generator generator) : base("vae")
    {
        Architecture = architecture;
        EncoderDecoder parts = architecture.Plan.Create(architecture, generator);
        (Encoder, Decoder) = (parts.Encoder, parts.Decoder);
        if (parts.Whole is { } whole)
        {
            register_module("network", whole);
        }
        else
        {
            register_module("encoder", Encoder);
            register_module("decoder", Decoder);
        }
        if (architecture.Codebook is { } shape)
        {
            Codebook = new Codebook(shape, architecture.LatentDimension, generator);
            register_module("codebook", Codebook);
        }
    }

    /// <summary>A network with fresh weights. Its tensors belong to no dispose scope, whichever is open.</summary>
    public static VaeNetwork Create(VaeArchitecture architecture, Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        var network = new VaeNetwork(architecture, generator);
        network.KeepTensors(scope);
        return network;
    }

    /// <summary>A network whose weights are about to be replaced by saved ones.</summary>
    public static VaeNetwork Create(VaeArchitecture architecture)
    {
        using Generator generator = new(0, CPU);
        return Create(architecture, generator);
    }

    public VaeArchitecture Architecture { get; }

    public nn.Module<Tensor, (Tensor Mean, Tensor? LogVariance)> Encoder { get; }

    public nn.Module<Tensor, Tensor> Decoder { get; }

    /// <summary>The vectors of quantised codes; null for others.</summary>
    public Codebook? Codebook { get; }

    /// <summary>Trained numbers, running averages not counted.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>Moves the weights to a device, before anything refers to them.</summary>
    public void MoveTo(Device device)
    {
        if (device.type == DeviceType.CPU)
            return;
        using DisposeScope scope = NewDisposeScope();
        this.to(device);
        KeepTensors(scope);
    }

    /// <summary>The sum of all weights, which is finite when each of them is.</summary>
    public double SumOfWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        // In double precision no sum of finite weights in single precision overflows.
        return state_dict().Values.Sum(tensor => tensor.sum(ScalarType.Float64).item<double>());
    }

    /// <summary>What stands for rows once training is over.</summary>
    /// <param name="input">Their pixels and condition.</param>
    /// <param name="withVariance">Whether log σ² is needed too.</param>
    public LatentCode Encode(Tensor input, bool withVariance = true)   // [B, D + C] -> [B, Z],[B, Z]
    {
        (Tensor mean, Tensor? logVariance) = !withVariance && Encoder is Encoder encoder ? (encoder.Mean(input), null) : Encoder.call(input);
        if (Codebook is null)
            return new LatentCode(mean, logVariance);
        Tensor indices = Codebook.Nearest(mean);   // [B, G]
        return new LatentCode(Codebook.Look(indices), null) { Indices = indices };
    }

    /// <summary>Codes drawn from the prior, given standard normal noise.</summary>
    public Tensor FromPrior(Tensor noise) => Codebook?.FromNoise(noise) ?? noise;   // [B, Z] -> [B, Z]

    /// <summary>What the likelihood interprets, for codes of the rows that an input holds, as many of each.</summary>
    public Tensor Decode(Tensor z, Tensor input)   // [B·K, Z],[B, D + C] -> [B·K, P]
    {
        if (Architecture.ConditionSize == 0)
            return Decoder.call(z);
        Tensor condition = input.narrow(1, Architecture.InputSize, Architecture.ConditionSize);   // [B, C]
        IList<Tensor> both = [z, SampleReplication.Repeat(condition, (int)(z.size(0) / input.size(0)))];
        return Decoder.call(cat(both, 1));
    }

    /// <summary>The pixels of an input.</summary>
    public Tensor Pixels(Tensor input) =>   // [B, D + C] -> [B, D]
        Architecture.ConditionSize == 0 ? input : input.narrow(1, 0, Architecture.InputSize);

    /// <summary>KL(q(z|x) ‖ p(z)) of each row and dimension: 0 where codes are points, an equal part of G log K where they are quantised.</summary>
    public Tensor DivergencePerDimension(Tensor mean, Tensor? logVariance)   // [B, Z],[B, Z] -> [B, Z]
    {
        if (logVariance is not null)
            return GaussianDivergence.PerDimension(mean, logVariance);
        using Scalar part = (Architecture.Codebook?.Divergence ?? 0) / Architecture.LatentDimension;
        return full_like(mean, part);
    }

    /// <summary>KL(q(z|x) ‖ p(z)) of each row.</summary>
    public Tensor Divergence(Tensor mean, Tensor? logVariance)   // [B, Z],[B, Z] -> [B]
    {
        if (logVariance is not null)
            return GaussianDivergence.ToStandardNormal(mean, logVariance);
        using Scalar divergence = Architecture.Codebook?.Divergence ?? 0;
        return full(mean.size(0), divergence, ScalarType.Float32, mean.device);
    }

    /// <summary>z = μ + σ ε with ε ~ N(0, I), drawn on the CPU so that every device gets the same noise.</summary>
    public static Tensor SampleLatent(Tensor mean, Tensor logVariance, Generator generator) =>   // [B, Z],[B, Z] -> [B, Z]
        Reparameterise(mean, logVariance, randn(mean.size(0), mean.size(1), ScalarType.Float32, CPU, generator: generator).to(mean.device));

    /// <summary>z = μ + σ ε, so that gradients reach μ and σ (the reparameterisation trick of Kingma and Welling, 2014).</summary>
    public static Tensor Reparameterise(Tensor mean, Tensor logVariance, Tensor noise) =>   // [B, Z],[B, Z],[B, Z] -> [B, Z]
        mean.add(logVariance.mul(_half).exp() * noise, Scalars.One);

    private void KeepTensors(DisposeScope scope)
    {
        foreach (Tensor tensor in parameters().Concat(buffers()))
            scope.Detach(tensor);
    }
}

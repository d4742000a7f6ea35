using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Encoder and decoder of one VAE, with their weights.</summary>
internal sealed class VaeNetwork : nn.Module
{
    private readonly nn.Module? _whole;

    private VaeNetwork(VaeArchitecture architecture, LayerFactory layers) : base("vae")
    {
        Architecture = architecture;
        EncoderDecoder parts = architecture.Plan.Create(architecture, layers);
        (Encoder, Decoder) = (parts.Encoder, parts.Decoder);
        _whole = parts.Whole;
        if (parts.Whole is { } whole)
        {
            register_module("network", whole);
        }
        else
        {
            register_module("encoder", Encoder);
            register_module("decoder", Decoder);
        }
        Bottleneck = architecture.Latent.Create(architecture.LatentDimension, layers.Normal);
        if (Bottleneck.Module is { } codebook)
            register_module("codebook", codebook);
        if (architecture.PixelVariance == PixelVariance.Optimal)
            register_module("variance", Variance = new BatchVariance(layers));
    }

    /// <summary>A network with fresh weights on the CPU. Its tensors belong to no dispose scope, whichever is open.</summary>
    public static VaeNetwork Create(VaeArchitecture architecture, Generator generator) =>
        Create(architecture, new LayerFactory(generator, CPU));

    /// <summary>A network whose weights are about to be replaced by saved ones.</summary>
    public static VaeNetwork Create(VaeArchitecture architecture)
    {
        using Generator generator = new(0, CPU);
        return Create(architecture, new LayerFactory(generator, CPU));
    }

    /// <summary>Tensors with names, types and shapes, but without memory (except a custom network), to check a file against.</summary>
    public static VaeNetwork CreateOutline(VaeArchitecture architecture)
    {
        using Generator generator = new(0, CPU);
        return Create(architecture, new LayerFactory(generator, architecture.Plan.OutlineDevice));
    }

    private static VaeNetwork Create(VaeArchitecture architecture, LayerFactory layers)
    {
        if (architecture.Plan is not FullyConnectedPlan)
            Convolutions.Prepare(architecture.HasUsualConvolutions);
        using DisposeScope scope = NewDisposeScope();
        var network = new VaeNetwork(architecture, layers);
        network.KeepTensors(scope);
        return network;
    }

    public VaeArchitecture Architecture { get; }

    public nn.Module<Tensor, (Tensor Mean, Tensor? LogVariance)> Encoder { get; }

    public nn.Module<Tensor, Tensor> Decoder { get; }

    public Bottleneck Bottleneck { get; }

    /// <summary>What gives the variance of pixels in closed form; null where the decoder or the likelihood does.</summary>
    public BatchVariance? Variance { get; }

    /// <summary>Whether the tensors have shapes but no memory.</summary>
    public bool IsOutline => parameters().First().device_type == DeviceType.META;

    /// <summary>The number of trained values, running averages excluded.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>The part that training leaves as it is.</summary>
    public FrozenParts Frozen { get; private set; }

    /// <summary>Lets training leave a part as it is, its running averages included.</summary>
    /// <exception cref="InvalidOperationException">A custom network has no module of that name.</exception>
    public void Freeze(FrozenParts part)
    {
        Frozen = part;
        if (FrozenModule is not { } module)
            return;
        foreach (Parameter parameter in module.parameters())
            parameter.requires_grad = false;
    }

    /// <summary>Switches to training, but for what is frozen.</summary>
    public void StartTraining()
    {
        train();
        FrozenModule?.eval();
    }

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

    /// <summary>q(z|x) of the rows of an input.</summary>
    public Posterior Infer(Tensor input)   // [B, D + C] -> [B, Z],[B, Z]
    {
        (Tensor encoding, Tensor? logVariance) = Encoder.call(EncoderInput(input));   // [B, Z],[B, Z]
        return Bottleneck.Infer(encoding, logVariance);
    }

    /// <summary>What stands for rows once training is over.</summary>
    /// <param name="input">Their pixels and condition.</param>
    /// <param name="withVariance">Whether log σ² is needed too.</param>
    public Posterior Encode(Tensor input, bool withVariance = true)   // [B, D + C] -> [B, Z],[B, Z]
    {
        Posterior q = !withVariance && Encoder is Encoder encoder
            ? Bottleneck.Infer(encoder.Mean(EncoderInput(input)), null)
            : Infer(input);
        if (!Architecture.HasMask || !Architecture.Latent.HasPosterior)
            return q;
        Tensor hasAny = MissingPixels.HasAny(Pixels(input));   // [B, 1]
        Tensor mean = q.Mean * hasAny;                         // [B, Z], that of the prior where nothing is known
        return q with { Encoding = mean, Mean = mean, LogVariance = q.LogVariance is null ? null : q.LogVariance * hasAny };
    }

    /// <summary>What the encoder sees of an input.</summary>
    public Tensor EncoderInput(Tensor input) =>   // [B, D + C] -> [B, D + M + C]
        Architecture.HasMask ? MissingPixels.ToEncoderInput(input, Architecture.InputSize) : input;

    /// <summary>The decoder's output for latents of the rows that an input holds, the same number for each row.</summary>
    public Tensor Decode(Tensor z, Tensor input)   // [B·K, Z],[B, D + C] -> [B·K, P]
    {
        if (Architecture.ConditionSize == 0)
            return Decode(z);
        Tensor condition = input.narrow(1, Architecture.InputSize, Architecture.ConditionSize);   // [B, C]
        return Decode(cat([z, SampleReplication.Repeat(condition, (int)(z.size(0) / input.size(0)))], 1));
    }

    /// <summary>What the likelihood takes, for latents with the condition after them.</summary>
    public Tensor Decode(Tensor z)   // [B, Z + C] -> [B, P]
    {
        Tensor decoded = Decoder.call(z);
        return Variance is null ? decoded : Variance.Append(decoded);
    }

    /// <summary>The decoder's output while training, with the variance of the batch where it is given in closed form.</summary>
    public Tensor LearnVariance(Tensor decoded, Tensor x) =>   // [B, P],[B, D] -> [B, P]
        Variance is null || Frozen == FrozenParts.Decoder ? decoded : Variance.Learn(decoded, x);

    /// <summary>The pixels of an input.</summary>
    public Tensor Pixels(Tensor input) =>   // [B, D + C] -> [B, D]
        Architecture.ConditionSize == 0 ? input : input.narrow(1, 0, Architecture.InputSize);

    private string FrozenName => Frozen.ToString().ToLowerInvariant();

    private nn.Module? FrozenModule => Frozen switch
    {
        FrozenParts.None => null,
        _ when _whole is not null => _whole.named_children().FirstOrDefault(child => child.name == FrozenName).module
            ?? throw new InvalidOperationException(
                $"{nameof(FrozenParts)} is {Frozen}, but {Architecture.Plan} has no child module named '{FrozenName}'."),
        FrozenParts.Encoder => Encoder,
        _ => Decoder,
    };

    private void KeepTensors(DisposeScope scope)
    {
        foreach (Tensor tensor in parameters().Concat(buffers()))
            scope.Detach(tensor);
    }
}

using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>
/// The layers of a built-in network, with all weights in one block. The encoder's outputs, μ and log σ², are one layer, and so are
/// the decoder's.
/// </summary>
internal sealed unsafe class PackedNetwork
{
    private readonly List<Slice> _slices = [];
    private long _length;

    private PackedNetwork(VaeArchitecture a, FullyConnectedPlan plan)
    {
        Activation = plan.Activation;
        EncoderHidden = Hidden("encoder.hidden", a.EncoderInputSize, plan.EncoderSizes);
        Head = AddHead(a, plan);
        DecoderHidden = Hidden("decoder.hidden", a.DecoderInputSize, plan.DecoderSizes);
        int features = plan.DecoderSizes.Count == 0 ? a.DecoderInputSize : plan.DecoderSizes[^1];
        Output = a.PixelVariance is PixelVariance.Fixed or PixelVariance.Optimal
            ? Add(features, a.DecoderOutputSize, new Part("decoder.output", 0))
            : Add(features, a.DecoderOutputSize, new Part("decoder.output", 0), new Part("decoder.log_variance", a.InputSize));
        if (a.PixelVariance is PixelVariance.Global or PixelVariance.PerSlot)
            Output = Output with { ConstantOutput = a.InputSize };
    }

    private PackedNetwork(VaeArchitecture a, ConvolutionalPlan plan)
    {
        Activation = plan.Activation;
        Images = new PackedImages(plan);
        bool isDense = plan.DenseSizes.Count > 0;
        Images.PackEncoder(isDense ? "encoder.hidden.stages" : "encoder.hidden", ref _length);
        EncoderImages = (0, _length);
        var order = new PixelOrder(Images.Smallest.Channels, Images.Smallest.Pixels);
        FeatureSize = checked(order.Size + a.ConditionSize);
        EncoderHidden = Hidden("encoder.hidden.dense", FeatureSize, plan.DenseSizes, order);
        Head = AddHead(a, plan, isDense ? null : order);
        DecoderHidden = [Add(a.DecoderInputSize, order.Size, new Part("decoder.hidden.dense", 0) { Outputs = order })];
        long start = _length;
        Images.PackDecoder("decoder.hidden", "decoder.output.conv", ref _length);
        DecoderImages = (start, _length - start);
        Output = new PackedLayer(0, a.DecoderOutputSize, _length);
    }

    public Activation Activation { get; }

    /// <summary>The layers on images; null where all are dense.</summary>
    public PackedImages? Images { get; }

    /// <summary>The numbers of the encoder's layers on images.</summary>
    public (long Start, long Count) EncoderImages { get; }

    /// <summary>The numbers of the decoder's layers on images.</summary>
    public (long Start, long Count) DecoderImages { get; }

    /// <summary>What the layers on images give the dense ones behind them, the condition included.</summary>
    public int FeatureSize { get; }

    public IReadOnlyList<PackedLayer> EncoderHidden { get; }

    /// <summary>μ, then log σ² before it is bounded.</summary>
    public PackedLayer Head { get; }

    public IReadOnlyList<PackedLayer> DecoderHidden { get; }

    /// <summary>What the likelihood takes. Where images give it, a layer without weights.</summary>
    public PackedLayer Output { get; }

    /// <summary>All dense layers, from the input to the output.</summary>
    public IEnumerable<PackedLayer> Layers =>
        Images is null ? [.. EncoderHidden, Head, .. DecoderHidden, Output] : [.. EncoderHidden, Head, .. DecoderHidden];

    /// <summary>Numbers in the block of weights, padding included.</summary>
    public long Length => _length;

    /// <summary>The layers of an architecture, or null where there is an <see cref="Obstacle"/>.</summary>
    public static PackedNetwork? Of(VaeArchitecture architecture) =>
        ObstacleOfLayers(architecture) is null && Pack(architecture) is { } network && network.IsShort ? network : null;

    /// <summary>Why an architecture's layers cannot be packed; null: they can.</summary>
    public static string? Obstacle(VaeArchitecture architecture) =>
        ObstacleOfLayers(architecture) ?? (Pack(architecture).IsShort ? null : "its weights take more than 2 GiB");

    private bool IsShort => Length <= int.MaxValue / sizeof(float);

    private static PackedNetwork Pack(VaeArchitecture architecture) => architecture.Plan is ConvolutionalPlan plan
        ? new PackedNetwork(architecture, plan)
        : new PackedNetwork(architecture, (FullyConnectedPlan)architecture.Plan);

    private static string? ObstacleOfLayers(VaeArchitecture architecture) => architecture switch
    {
        { Latent.Codebook: not null } => $"the latents are{architecture.Latent}",
        { Plan: FullyConnectedPlan } => null,
        { Plan: not ConvolutionalPlan } => $"the network is {architecture.Plan}",
        { HasMask: true } => "missing pixels have a mask of their own",
        { PixelVariance: not PixelVariance.Fixed } => "the likelihood learns a variance",
        { Plan: ConvolutionalPlan plan } when PackedImages.Obstacle(plan) is { } obstacle => $"the network is {plan}, and {obstacle}",
        _ => null,
    };

    /// <summary>Numbers at the front of the block that are the encoder's.</summary>
    public long EncoderLength => Head.End;

    /// <summary>Copies tensors by their names in the network into a block; those that are not there are left out.</summary>
    public void Read(IReadOnlyDictionary<string, Tensor> tensors, float* block)
    {
        foreach (Slice slice in _slices.Where(slice => tensors.ContainsKey($"{slice.Name}.bias")))
            slice.Copy(tensors, block, toBlock: true);
        Images?.Copy(tensors, block, toBlock: true);
    }

    /// <summary>Copies a block into tensors.</summary>
    public void Write(float* block, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (Slice slice in _slices)
            slice.Copy(tensors, block, toBlock: false);
        Images?.Copy(tensors, block, toBlock: false);
    }

    private PackedLayer AddHead(VaeArchitecture a, BuiltInPlan plan, PixelOrder? order = null)
    {
        int features = checked((int)plan.Features(a));
        var mean = new Part("encoder.mean", 0) { Inputs = order };
        return a.Latent.HasPosterior
            ? Add(features, 2 * a.LatentDimension, mean, new Part("encoder.log_variance", a.LatentDimension) { Inputs = order })
            : Add(features, a.LatentDimension, mean);
    }

    private PackedLayer[] Hidden(string prefix, int inputs, IReadOnlyList<int> sizes, PixelOrder? order = null)
    {
        var layers = new PackedLayer[sizes.Count];
        for (int i = 0; i < layers.Length; inputs = sizes[i++])
            layers[i] = Add(inputs, sizes[i], new Part($"{prefix}.{i}", 0) { Inputs = i == 0 ? order : null });
        return layers;
    }

    private PackedLayer Add(int inputs, int outputs, params ReadOnlySpan<Part> parts)
    {
        var layer = new PackedLayer(inputs, outputs, _length);
        _length = layer.End;
        foreach (Part part in parts)
            _slices.Add(new Slice(layer, part));
        return layer;
    }

    /// <summary>A layer of the network, which gives some of a packed layer's outputs.</summary>
    private sealed record Part(string Name, int Column)
    {
        /// <summary>The order of its inputs, if they are an image.</summary>
        public PixelOrder? Inputs { get; init; }

        /// <summary>The order of its outputs, if they are an image.</summary>
        public PixelOrder? Outputs { get; init; }
    }

    /// <summary>Some of a layer's outputs, which are a layer of their own in the network.</summary>
    private sealed record Slice(PackedLayer Layer, Part Part)
    {
        public string Name => Part.Name;

        public void Copy(IReadOnlyDictionary<string, Tensor> tensors, float* block, bool toBlock)
        {
            Tensor bias = tensors[$"{Name}.bias"], packed = Part.Outputs?.Pack(bias, 0) ?? bias;
            int outputs = (int)bias.numel();
            Span<float> biases = new(block + Layer.BiasOffset + Part.Column, outputs);
            if (toBlock)
                Numbers(packed).CopyTo(biases);
            else
                biases.CopyTo(Numbers(packed));
            if (!toBlock && Part.Outputs is { } order)
                bias.copy_(order.Unpack(packed, 0));
            // A variance for all pixels is a bias alone.
            if (!tensors.TryGetValue($"{Name}.weight", out Tensor? weight))
                return;
            packed = Part.Outputs?.Pack(weight, 0) ?? Part.Inputs?.Pack(weight, 1) ?? weight;
            fixed (float* weights = Numbers(packed))
                Transpose(weights, block + Layer.Offset + Part.Column, outputs, toBlock);
            if (!toBlock && !ReferenceEquals(packed, weight))
                weight.copy_(Part.Outputs?.Unpack(packed, 0) ?? Part.Inputs!.Unpack(packed, 1));
        }

        /// <summary>Copies between [O, I] in the network and [I, O] in the block, in squares that stay in the cache.</summary>
        private void Transpose(float* weights, float* packed, int outputs, bool toBlock)
        {
            const int square = 16;
            for (int o = 0; o < outputs; o += square)
            {
                for (int i = 0; i < Layer.Inputs; i += square)
                    Transpose(weights, packed, (o, Math.Min(o + square, outputs)), (i, Math.Min(i + square, Layer.Inputs)), toBlock);
            }
        }

        private void Transpose(float* weights, float* packed, (int From, int To) outputs, (int From, int To) inputs, bool toBlock)
        {
            for (int o = outputs.From; o < outputs.To; o++)
            {
                float* row = weights + (long)o * Layer.Inputs;
                for (int i = inputs.From; i < inputs.To; i++)
                {
                    float* there = packed + (long)i * Layer.OutputStride + o;
                    if (toBlock)
                        *there = row[i];
                    else
                        row[i] = *there;
                }
            }
        }

        private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
    }
}

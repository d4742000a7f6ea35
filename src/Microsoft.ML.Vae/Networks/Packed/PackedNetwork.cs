using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>
/// The layers of a fully connected network, with all weights in one block. The encoder's outputs, μ and log σ², are one layer, and so are
/// the decoder's.
/// </summary>
internal sealed unsafe class PackedNetwork
{
    private readonly List<Slice> _slices = [];
    private long _length;

    private PackedNetwork(VaeArchitecture a, FullyConnectedPlan plan)
    {
        Activation = plan.Activation;
        EncoderHidden = Hidden("encoder", a.EncoderInputSize, plan.EncoderSizes);
        int features = checked((int)plan.Features(a));
        Head = a.Latent.HasPosterior
            ? Add(features, 2 * a.LatentDimension, ("encoder.mean", 0), ("encoder.log_variance", a.LatentDimension))
            : Add(features, a.LatentDimension, ("encoder.mean", 0));
        DecoderHidden = Hidden("decoder", a.DecoderInputSize, plan.DecoderSizes);
        features = plan.DecoderSizes.Count == 0 ? a.DecoderInputSize : plan.DecoderSizes[^1];
        Output = a.PixelVariance == PixelVariance.Fixed
            ? Add(features, a.DecoderOutputSize, ("decoder.output", 0))
            : Add(features, a.DecoderOutputSize, ("decoder.output", 0), ("decoder.log_variance", a.InputSize));
        if (a.PixelVariance is PixelVariance.Global or PixelVariance.PerSlot)
            Output = Output with { ConstantOutput = a.InputSize };
    }

    public Activation Activation { get; }

    public IReadOnlyList<PackedLayer> EncoderHidden { get; }

    /// <summary>μ, then log σ² before it is bounded.</summary>
    public PackedLayer Head { get; }

    public IReadOnlyList<PackedLayer> DecoderHidden { get; }

    /// <summary>What the likelihood takes.</summary>
    public PackedLayer Output { get; }

    /// <summary>All layers, from the input to the output.</summary>
    public IEnumerable<PackedLayer> Layers => [.. EncoderHidden, Head, .. DecoderHidden, Output];

    /// <summary>Numbers in the block of weights, padding included.</summary>
    public long Length => _length;

    /// <summary>The layers of an architecture, or null where they are not all dense, or take more than 2 GiB.</summary>
    public static PackedNetwork? Of(VaeArchitecture architecture)
    {
        if (architecture.Plan is not FullyConnectedPlan plan || architecture.Latent.Codebook is not null)
            return null;
        var network = new PackedNetwork(architecture, plan);
        return network.Length <= int.MaxValue / sizeof(float) ? network : null;
    }

    /// <summary>Numbers at the front of the block that are the encoder's.</summary>
    public long EncoderLength => Head.End;

    /// <summary>Copies tensors by their names in the network into a block; those that are not there are left out.</summary>
    public void Read(IReadOnlyDictionary<string, Tensor> tensors, float* block)
    {
        foreach (Slice slice in _slices.Where(slice => tensors.ContainsKey($"{slice.Name}.bias")))
            slice.Copy(tensors, block, toBlock: true);
    }

    /// <summary>Copies a block into tensors.</summary>
    public void Write(float* block, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (Slice slice in _slices)
            slice.Copy(tensors, block, toBlock: false);
    }

    private PackedLayer[] Hidden(string part, int inputs, IReadOnlyList<int> sizes)
    {
        var layers = new PackedLayer[sizes.Count];
        for (int i = 0; i < layers.Length; inputs = sizes[i++])
            layers[i] = Add(inputs, sizes[i], ($"{part}.hidden.{i}", 0));
        return layers;
    }

    private PackedLayer Add(int inputs, int outputs, params ReadOnlySpan<(string Name, int Column)> parts)
    {
        var layer = new PackedLayer(inputs, outputs, _length);
        _length = layer.End;
        foreach ((string name, int column) in parts)
            _slices.Add(new Slice(layer, name, column));
        return layer;
    }

    /// <summary>Some of a layer's outputs, which are a layer of their own in the network.</summary>
    private sealed record Slice(PackedLayer Layer, string Name, int Column)
    {
        public void Copy(IReadOnlyDictionary<string, Tensor> tensors, float* block, bool toBlock)
        {
            Tensor bias = tensors[$"{Name}.bias"];
            int outputs = (int)bias.numel();
            Span<float> biases = new(block + Layer.BiasOffset + Column, outputs);
            if (toBlock)
                Numbers(bias).CopyTo(biases);
            else
                biases.CopyTo(Numbers(bias));
            // A variance for all pixels is a bias alone.
            if (!tensors.TryGetValue($"{Name}.weight", out Tensor? weight))
                return;
            fixed (float* weights = Numbers(weight))
                Transpose(weights, block + Layer.Offset + Column, outputs, toBlock);
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

using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>All numbers of one batch, in places that do not change from step to step.</summary>
internal sealed unsafe class FusedBuffers : IDisposable
{
    private readonly List<NativeBuffer> _owned = [];
    private readonly float* _features;
    private readonly float* _featureGradients;
    private readonly int _featureStride;
    private readonly int _slack;   // numbers behind the last row, which tiles of images may touch
    private int _layers;

    /// <param name="network">The layers.</param>
    /// <param name="architecture">Their sizes.</param>
    /// <param name="rows">B, a multiple of the height of a tile.</param>
    public FusedBuffers(PackedNetwork network, VaeArchitecture architecture, int rows)
    {
        Rows = rows;
        Latents = architecture.LatentDimension;
        int inputStride = VectorMath.Pad(architecture.EncoderInputSize), latentStride = VectorMath.Pad(architecture.DecoderInputSize);
        SeenStride = inputStride;
        _featureStride = VectorMath.Pad(network.FeatureSize);
        _slack = network.Images is { } images ? MatrixProduct.TileRows * images.Smallest.Channels : 0;
        Seen = Take(inputStride);
        Target = Take(inputStride);
        Latent = Take(latentStride);
        LatentGradient = Take(latentStride);
        Noise = Take(Latents);
        Deviation = Take(Latents);
        BoundSlope = Take(Latents);
        DivergencePerDimension = Take(Latents);
        _features = network.Images is null ? Seen : Take(_featureStride);
        _featureGradients = network.Images is null ? null : Take(_featureStride);
        EncoderHidden = Hidden(network.EncoderHidden, _features, out float* features);
        float* head = Take(network.Head.OutputStride);
        Head = new FusedLayer(_layers++, network.Head, features, head, head);
        DecoderHidden = Hidden(network.DecoderHidden, Latent, out features);
        float* output = Take(network.Output.OutputStride);
        Output = new FusedLayer(_layers++, network.Output, features, output, output);
        Reconstruction = new float[rows];
        Divergence = new float[rows];
    }

    /// <summary>B.</summary>
    public int Rows { get; }

    /// <summary>Z.</summary>
    public int Latents { get; }

    /// <summary>What the encoder sees: pixels and condition.</summary>
    public float* Seen { get; }

    /// <summary>From one row of it to the next.</summary>
    public int SeenStride { get; }

    /// <summary>What the loss compares with, where that is something else.</summary>
    public float* Target { get; }

    /// <summary>What the decoder sees: z and the condition.</summary>
    public float* Latent { get; }

    /// <summary>The gradient with respect to that.</summary>
    public float* LatentGradient { get; }

    /// <summary>ε, [B, Z].</summary>
    public float* Noise { get; }

    /// <summary>σ, [B, Z].</summary>
    public float* Deviation { get; }

    /// <summary>The derivative of log σ² with respect to the encoder's output, [B, Z].</summary>
    public float* BoundSlope { get; }

    /// <summary>KL of each dimension, [B, Z].</summary>
    public float* DivergencePerDimension { get; }

    public FusedLayer[] EncoderHidden { get; }

    public FusedLayer Head { get; }

    public FusedLayer[] DecoderHidden { get; }

    public FusedLayer Output { get; }

    /// <summary>All layers, from the input to the output.</summary>
    public IEnumerable<FusedLayer> Layers => [.. EncoderHidden, Head, .. DecoderHidden, Output];

    /// <summary>What a network on images gives its dense layers.</summary>
    public float* Feature(int row) => _features + (long)row * _featureStride;

    /// <summary>The gradient with respect to that.</summary>
    public float* FeatureGradient(int row) => _featureGradients + (long)row * _featureStride;

    /// <summary>−log p(x|z), [B].</summary>
    public float[] Reconstruction { get; }

    /// <summary>KL, [B].</summary>
    public float[] Divergence { get; }

    /// <summary>The losses of the first rows.</summary>
    public LossSums Losses(int count)
    {
        double reconstruction = 0, divergence = 0;
        for (int row = 0; row < count; row++)
        {
            reconstruction += Reconstruction[row];
            divergence += Divergence[row];
        }
        return new LossSums(reconstruction, divergence, count);
    }

    public void Dispose() => _owned.ForEach(buffer => buffer.Dispose());

    private FusedLayer[] Hidden(IReadOnlyList<PackedLayer> layers, float* input, out float* last)
    {
        var hidden = new FusedLayer[layers.Count];
        for (int i = 0; i < hidden.Length; i++)
        {
            float* output = Take(layers[i].OutputStride);
            hidden[i] = new FusedLayer(_layers++, layers[i], input, output, Take(layers[i].OutputStride));
            input = output;
        }
        last = input;
        return hidden;
    }

    private float* Take(int stride)
    {
        var buffer = new NativeBuffer((long)Rows * stride + _slack);
        _owned.Add(buffer);
        return buffer.Data;
    }
}

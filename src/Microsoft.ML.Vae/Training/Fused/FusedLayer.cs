using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>A layer with the numbers of a batch around it.</summary>
/// <param name="index">Its number, counted from the network's input.</param>
/// <param name="layer">The layer.</param>
/// <param name="input">[B, <see cref="PackedLayer.InputStride"/>].</param>
/// <param name="output">[B, <see cref="PackedLayer.OutputStride"/>].</param>
/// <param name="gradient">
/// The loss's gradient with respect to the layer's products, [B, <see cref="PackedLayer.OutputStride"/>]. Until the backward pass it
/// holds the slopes of the activation.
/// </param>
internal sealed unsafe class FusedLayer(int index, PackedLayer layer, float* input, float* output, float* gradient)
{
    private readonly float* _input = input;
    private readonly float* _output = output;
    private readonly float* _gradient = gradient;

    public int Index => index;

    /// <summary>Whether it takes the network's input.</summary>
    public bool IsFirst => index == 0;

    public PackedLayer Layer => layer;

    public float* Input(int row) => _input + (long)row * layer.InputStride;

    public float* Output(int row) => _output + (long)row * layer.OutputStride;

    public float* Gradient(int row) => _gradient + (long)row * layer.OutputStride;
}

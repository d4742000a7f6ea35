using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>A group normalization, where there is one, and an activation behind it.</summary>
internal sealed unsafe class ActivationRun : ImageRun
{
    private readonly PackedNormalization? _normalization;
    private readonly Activation _activation;
    private readonly float* _weights;
    private readonly int _pixels;
    private readonly int _channels;
    private readonly float* _normalized;
    private readonly float* _factors;
    private readonly float* _output;
    private readonly float* _slopes;

    /// <param name="normalization">The normalization; null: none.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="weights">Those of the normalization.</param>
    /// <param name="pixels">P.</param>
    /// <param name="channels">C.</param>
    /// <param name="images">The most images at a time.</param>
    public ActivationRun(
        PackedNormalization? normalization, Activation activation, ImageWeights weights, int pixels, int channels, int images)
    {
        (_normalization, _activation, _pixels, _channels) = (normalization, activation, pixels, channels);
        _weights = weights.Data;
        long rows = (long)images * pixels;
        _output = Take(rows, channels);
        _slopes = Take(rows, channels);
        if (normalization is null)
            return;
        _normalized = Take(rows, channels);
        _factors = Take(images, channels);
    }

    private int Size => _pixels * _channels;

    public override float* Forward(float* input, int images)
    {
        for (int i = 0; i < images; i++)
        {
            float* x = input + (long)i * Size, y = _output + (long)i * Size;
            if (_normalization is { } n)
            {
                GroupNormalization.Forward(
                    x, _normalized + (long)i * Size, _factors + (long)i * _channels, _weights + n.Offset, _weights + n.BiasOffset, y,
                    _pixels, _channels, n.Groups);
            }
            else
            {
                new ReadOnlySpan<float>(x, Size).CopyTo(new Span<float>(y, Size));
            }
            ActivationKernel.Apply(_activation, y, _slopes + (long)i * Size, Size);
        }
        return _output;
    }

    public override void Backward(float* gradient, float* to, float* weights, int images)
    {
        for (int i = 0; i < images; i++)
        {
            float* part = gradient + (long)i * Size, back = to + (long)i * Size;
            VectorMath.Multiply(part, _slopes + (long)i * Size, back, Size);
            if (_normalization is { } n)
            {
                GroupNormalization.Backward(
                    back, _normalized + (long)i * Size, _factors + (long)i * _channels, _weights + n.Offset, weights + n.Offset,
                    weights + n.BiasOffset, back, _pixels, _channels, n.Groups);
            }
        }
    }
}

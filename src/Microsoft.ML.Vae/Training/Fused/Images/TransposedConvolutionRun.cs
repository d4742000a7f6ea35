using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>A transposed convolution: each pixel times the weights gives a window, and windows are added up in the image.</summary>
internal sealed unsafe class TransposedConvolutionRun : ImageRun
{
    private readonly PackedLayer _layer;
    private readonly ImageGrid _grid;
    private readonly float* _weights;
    private readonly float* _transposed;
    private readonly int _outputStride;
    private readonly int _chunk;
    private readonly float* _windows;
    private readonly float* _own;
    private float* _input;

    /// <param name="convolution">The layer.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="images">The most images at a time.</param>
    /// <param name="outputStride">From one image of the output to the next; null: they follow each other in a place of its own.</param>
    public TransposedConvolutionRun(PackedConvolution convolution, ImageWeights weights, int images, int? outputStride = null)
    {
        (_layer, _grid) = (convolution.Product, convolution.Grid);
        _weights = weights.Data;
        _transposed = weights.Transposed(convolution);
        _outputStride = outputStride ?? _grid.Size;
        _chunk = ImageChunk.Of(_grid.Count, _layer.OutputStride, images);
        _windows = Take((long)_chunk * _grid.Count, _layer.OutputStride);
        _own = outputStride is null ? Take((long)images * _grid.Height * _grid.Width, _grid.Channels) : null;
    }

    public override float* Forward(float* input, int images)
    {
        Forward(input, _own, images);
        return _own;
    }

    /// <summary>Writes images to a place of the caller's.</summary>
    public void Forward(float* input, float* output, int images)
    {
        _input = input;
        for (int image = 0; image < images; image += _chunk)
        {
            int count = Math.Min(_chunk, images - image);
            MatrixProduct.Multiply(
                Input(image), _weights + _layer.Offset, null, _windows, Tiled(count * _grid.Count), _layer.OutputStride, _layer.Inputs,
                _layer.InputStride, columnStride: 1);
            for (int i = 0; i < count; i++)
            {
                float* there = output + (long)(image + i) * _outputStride;
                Fill(there);
                _grid.Scatter(Windows(i), _layer.OutputStride, there);
            }
        }
    }

    public override void Backward(float* gradient, float* to, float* weights, int images)
    {
        for (int image = 0; image < images; image += _chunk)
        {
            int count = Math.Min(_chunk, images - image), rows = count * _grid.Count;
            for (int i = 0; i < count; i++)
            {
                float* part = gradient + (long)(image + i) * _outputStride;
                _grid.Gather(part, Windows(i), _layer.OutputStride);
                AddUp(part, weights + _layer.BiasOffset);
            }
            MatrixProduct.Multiply(
                Input(image), _windows, null, weights + _layer.Offset, _layer.InputStride, _layer.OutputStride, rows,
                rowStride: 1, columnStride: _layer.InputStride, adds: true);
            MatrixProduct.Multiply(
                _windows, _transposed, null, to + (long)image * _grid.Count * _layer.InputStride, Tiled(rows), _layer.InputStride,
                _layer.OutputStride, _layer.OutputStride, columnStride: 1);
        }
    }

    /// <summary>Lets an image begin with the biases of its channels.</summary>
    private void Fill(float* image)
    {
        float* biases = _weights + _layer.BiasOffset;
        if (_grid.PixelStride == 1)
        {
            for (int channel = 0; channel < _grid.Channels; channel++)
                new Span<float>(image + (long)channel * _grid.ChannelStride, _grid.Height * _grid.Width).Fill(biases[channel]);
            return;
        }
        var pixel = new ReadOnlySpan<float>(biases, _grid.Channels);
        for (int at = 0; at < _grid.Size; at += _grid.Channels)
            pixel.CopyTo(new Span<float>(image + at, _grid.Channels));
    }

    /// <summary>Adds an image's gradient to that of the biases.</summary>
    private void AddUp(float* image, float* biases)
    {
        int pixels = _grid.Height * _grid.Width;
        if (_grid.PixelStride != 1 && _grid.Channels % VectorMath.Width == 0)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
                VectorMath.Add(image + (long)pixel * _grid.Channels, biases, _grid.Channels);
            return;
        }
        for (int channel = 0; channel < _grid.Channels; channel++)
        {
            double sum = 0;
            float* values = image + (long)channel * _grid.ChannelStride;
            for (int pixel = 0; pixel < pixels; pixel++)
                sum += values[(long)pixel * _grid.PixelStride];
            biases[channel] += (float)sum;
        }
    }

    private float* Input(int image) => _input + (long)image * _grid.Count * _layer.InputStride;

    private float* Windows(int image) => _windows + (long)image * _grid.Count * _layer.OutputStride;
}

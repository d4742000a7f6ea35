using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>
/// A convolution: windows are gathered for a few images at a time, so that they stay near, and multiplied by the weights.
/// </summary>
internal sealed unsafe class ConvolutionRun : ImageRun
{
    private readonly PackedLayer _layer;
    private readonly ImageGrid _grid;
    private readonly float* _weights;
    private readonly float* _transposed;
    private readonly int _inputStride;
    private readonly int _chunk;
    private readonly float* _windows;
    private readonly float* _output;
    private float* _input;

    /// <param name="convolution">The layer.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="images">The most images at a time.</param>
    /// <param name="inputStride">From one image of the input to the next.</param>
    public ConvolutionRun(PackedConvolution convolution, ImageWeights weights, int images, int inputStride)
    {
        (_layer, _grid) = (convolution.Product, convolution.Grid);
        _weights = weights.Data;
        _transposed = weights.Transposed(convolution);
        _inputStride = inputStride;
        _chunk = ImageChunk.Of(_grid.Count, _layer.InputStride, images);
        _windows = Take((long)_chunk * _grid.Count, _layer.InputStride);
        _output = Take((long)images * _grid.Count, _layer.OutputStride);
    }

    public override float* Forward(float* input, int images)
    {
        _input = input;
        float* biases = _weights + _layer.BiasOffset;
        for (int image = 0; image < images; image += _chunk)
        {
            int rows = Gather(image, images);
            MatrixProduct.Multiply(
                _windows, _weights + _layer.Offset, biases, Output(image), Tiled(rows), _layer.OutputStride, _layer.Inputs,
                _layer.InputStride, columnStride: 1);
        }
        return _output;
    }

    public override void Backward(float* gradient, float* to, float* weights, int images)
    {
        for (int image = 0; image < images; image += _chunk)
        {
            float* part = gradient + (long)image * _grid.Count * _layer.OutputStride;
            // One chunk is still there from the way forward.
            int rows = images <= _chunk ? images * _grid.Count : Gather(image, images);
            MatrixProduct.Multiply(
                _windows, part, null, weights + _layer.Offset, _layer.InputStride, _layer.OutputStride, rows,
                rowStride: 1, columnStride: _layer.InputStride, adds: true);
            for (int row = 0; row < rows; row++)
                VectorMath.Add(part + (long)row * _layer.OutputStride, weights + _layer.BiasOffset, _layer.OutputStride);
            if (to is null)
                continue;
            MatrixProduct.Multiply(
                part, _transposed, null, _windows, Tiled(rows), _layer.InputStride, _layer.Outputs, _layer.OutputStride, columnStride: 1);
            for (int i = 0; i < rows / _grid.Count; i++)
            {
                float* back = to + (long)(image + i) * _grid.Size;
                new Span<float>(back, _grid.Size).Clear();
                _grid.Scatter(Windows(i), _layer.InputStride, back);
            }
        }
    }

    /// <summary>Gathers the windows of the next images.</summary>
    /// <returns>How many windows.</returns>
    private int Gather(int image, int images)
    {
        int count = Math.Min(_chunk, images - image);
        for (int i = 0; i < count; i++)
            _grid.Gather(_input + (long)(image + i) * _inputStride, Windows(i), _layer.InputStride);
        return count * _grid.Count;
    }

    private float* Windows(int image) => _windows + (long)image * _grid.Count * _layer.InputStride;

    private float* Output(int image) => _output + (long)image * _grid.Count * _layer.OutputStride;
}

using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>The weights of the layers on images, and transposes of them, for gradients to pass back.</summary>
internal sealed unsafe class ImageWeights : IDisposable
{
    private const int Square = 16;

    private readonly PackedConvolution[] _convolutions;
    private readonly Dictionary<PackedConvolution, NativeBuffer> _transposes;

    /// <param name="images">The layers.</param>
    /// <param name="data">All weights of the network, in a place that stays.</param>
    public ImageWeights(PackedImages images, float* data)
    {
        Data = data;
        // Nobody wants the gradient with respect to the network's input.
        _convolutions = [.. images.Convolutions.Where(convolution => convolution != images.Encoder[0].Convolution)];
        _transposes = _convolutions.ToDictionary(
            convolution => convolution,
            convolution => new NativeBuffer((long)convolution.Product.InputStride * convolution.Product.OutputStride));
    }

    public float* Data { get; }

    /// <summary>How many transposes there are.</summary>
    public int Count => _convolutions.Length;

    /// <summary>[outputs, inputs], with the strides of the product; null: there is none.</summary>
    public float* Transposed(PackedConvolution convolution) =>
        _transposes.TryGetValue(convolution, out NativeBuffer? buffer) ? buffer.Data : null;

    /// <summary>Makes one of the transposes anew.</summary>
    public void Transpose(int index)
    {
        PackedLayer layer = _convolutions[index].Product;
        float* from = Data + layer.Offset, to = _transposes[_convolutions[index]].Data;
        for (int i = 0; i < layer.InputStride; i += Square)
        {
            for (int j = 0; j < layer.OutputStride; j += Square)
                TransposeSquare(
                    from + (long)i * layer.OutputStride + j, layer.OutputStride, to + (long)j * layer.InputStride + i, layer.InputStride);
        }
    }

    public void Dispose()
    {
        foreach (NativeBuffer buffer in _transposes.Values)
            buffer.Dispose();
    }

    private static void TransposeSquare(float* from, int stride, float* to, int toStride)
    {
        for (int i = 0; i < Square; i++)
        {
            for (int j = 0; j < Square; j++)
                to[(long)j * toStride + i] = from[(long)i * stride + j];
        }
    }
}

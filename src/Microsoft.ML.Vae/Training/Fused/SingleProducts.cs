using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>
/// Products in single precision, by our own kernels: the bits of a result do not depend on how rows and weights are divided.
/// </summary>
internal sealed unsafe class SingleProducts : IProducts
{
    public int LargestPiece => 64;

    public int BlockCount => 0;

    public void Attach(FusedBuffers buffers, float* weights)
    {
    }

    public void Take(int layer, float* weights, int from, int inputs)
    {
    }

    public void Forward(FusedLayer layer, float* weights, int from, int rows) =>
        layer.Layer.Forward(weights, layer.Input(from), layer.Output(from), rows, isSparse: layer.IsFirst);

    public void Backward(FusedLayer layer, float* weights, float* slopes, int from, int rows)
    {
        if (slopes is not null)
        {
            MatrixProduct.ScaleByTransposed(
                layer.Gradient(from), weights + layer.Layer.Offset, slopes, rows, layer.Layer.InputStride, layer.Layer.OutputStride);
        }
    }

    public void MultiplyBlock(int block, int rows)
    {
    }

    public void Differentiate(FusedLayer layer, int from, int inputs, int rows, float* gradients)
    {
        for (int i = from; i < from + inputs; i += VectorMath.Width)
            Differentiate(layer, i, rows, gradients + layer.Layer.Offset + (long)i * layer.Layer.OutputStride);
    }

    public void Dispose()
    {
    }

    /// <summary>The gradients of 16 inputs' weights, skipping zeros of the network's inputs where they are many.</summary>
    private static void Differentiate(FusedLayer layer, int from, int rows, float* to)
    {
        float* input = layer.Input(0) + from, gradient = layer.Gradient(0);
        int inputStride = layer.Layer.InputStride, outputStride = layer.Layer.OutputStride;
        if (layer.IsFirst && SparseProduct.TryMultiplyTransposed(input, gradient, to, outputStride, rows, inputStride))
            return;
        MatrixProduct.Multiply(input, gradient, null, to, VectorMath.Width, outputStride, rows, rowStride: 1, columnStride: inputStride);
    }
}

using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>A dense layer whose weights lie input by input, with rows padded to whole vectors: y = x W + b.</summary>
/// <param name="Inputs">Numbers per row that it takes.</param>
/// <param name="Outputs">Numbers per row that it gives.</param>
/// <param name="Offset">Where its weights begin among those of the network; its biases follow.</param>
internal sealed record PackedLayer(int Inputs, int Outputs, long Offset)
{
    /// <summary>The stride of its input.</summary>
    public int InputStride { get; } = VectorMath.Pad(Inputs);

    /// <summary>The stride of its output, of its weights, and the length of its biases.</summary>
    public int OutputStride { get; } = VectorMath.Pad(Outputs);

    /// <summary>Where its biases begin.</summary>
    public long BiasOffset => Offset + (long)InputStride * OutputStride;

    /// <summary>Where what follows begins.</summary>
    public long End => BiasOffset + OutputStride;

    /// <summary>An output that depends on its bias alone; -1: none.</summary>
    public int ConstantOutput { get; init; } = -1;

    /// <summary>The layer's outputs for some rows. A row's output has the same bits whatever the others are.</summary>
    /// <param name="weights">Of the network.</param>
    /// <param name="input">[rows, <see cref="InputStride"/>], padded with zeros.</param>
    /// <param name="output">[rows, <see cref="OutputStride"/>].</param>
    /// <param name="rows">How many.</param>
    /// <param name="isSparse">Whether the input may be mostly zero.</param>
    public unsafe void Forward(float* weights, float* input, float* output, int rows, bool isSparse)
    {
        float* matrix = weights + Offset, biases = weights + BiasOffset;
        int tiled = rows / MatrixProduct.TileRows * MatrixProduct.TileRows;
        if (!isSparse)
            MatrixProduct.Multiply(input, matrix, biases, output, tiled, OutputStride, Inputs, InputStride, columnStride: 1);
        for (int i = isSparse ? 0 : tiled; i < rows; i += MatrixProduct.TileRows)
        {
            float* x = input + (long)i * InputStride, y = output + (long)i * OutputStride;
            int count = Math.Min(MatrixProduct.TileRows, rows - i);
            if (count < MatrixProduct.TileRows || SparseProduct.IsWorthwhile(x, count * InputStride))
                SparseProduct.Multiply(x, matrix, biases, y, count, OutputStride, InputStride);
            else
                MatrixProduct.Multiply(x, matrix, biases, y, count, OutputStride, Inputs, InputStride, columnStride: 1);
        }
    }
}

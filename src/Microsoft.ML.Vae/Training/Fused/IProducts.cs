using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>The matrix products of a step, in one precision or another.</summary>
internal unsafe interface IProducts : IDisposable
{
    /// <summary>The most rows that a thread takes at once.</summary>
    int LargestPiece { get; }

    /// <summary>How many pieces of the weights' gradients are to be multiplied before any is read.</summary>
    int BlockCount { get; }

    /// <summary>Takes the weights, and the places of a batch's numbers.</summary>
    void Attach(FusedBuffers buffers, float* weights);

    /// <summary>Takes weights that have changed.</summary>
    /// <param name="layer">The number of their layer.</param>
    /// <param name="weights">Of the network.</param>
    /// <param name="from">The first input that they belong to.</param>
    /// <param name="inputs">How many.</param>
    void Take(int layer, float* weights, int from, int inputs);

    /// <summary>A layer's outputs for some rows.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Of the network.</param>
    /// <param name="from">The first row.</param>
    /// <param name="rows">How many; a multiple of the height of a tile.</param>
    void Forward(FusedLayer layer, float* weights, int from, int rows);

    /// <summary>Takes gradients with respect to a layer's outputs, and multiplies slopes by those with respect to its inputs.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Of the network.</param>
    /// <param name="slopes">[rows, <see cref="PackedLayer.InputStride"/>]; null: nobody wants them.</param>
    /// <param name="from">The first row.</param>
    /// <param name="rows">How many; a multiple of the height of a tile.</param>
    void Backward(FusedLayer layer, float* weights, float* slopes, int from, int rows);

    /// <summary>Multiplies such a piece, once all rows have passed back.</summary>
    /// <param name="block">Which.</param>
    /// <param name="rows">Rows of the batch.</param>
    void MultiplyBlock(int block, int rows);

    /// <summary>The gradients of some inputs' weights, once all blocks are multiplied.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="from">The first input.</param>
    /// <param name="inputs">How many; a multiple of the vector's width.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="gradients">Of the network.</param>
    void Differentiate(FusedLayer layer, int from, int inputs, int rows, float* gradients);
}

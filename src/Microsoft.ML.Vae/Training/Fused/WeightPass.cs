using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>The gradients of all weights, in pieces that different threads compute.</summary>
internal sealed unsafe class WeightPass
{
    private const int PieceInputs = 32;

    private readonly List<Piece> _pieces = [];

    public WeightPass(PackedNetwork network)
    {
        int index = 0;
        foreach (PackedLayer layer in network.Layers)
        {
            for (int from = 0; from < layer.InputStride; from += PieceInputs)
                _pieces.Add(new Piece(index, layer, from, Math.Min(PieceInputs, layer.InputStride - from)));
            index++;
        }
    }

    /// <summary>How many pieces there are.</summary>
    public int Count => _pieces.Count;

    /// <summary>The numbers of a piece in the block of weights.</summary>
    public (long Start, long Count) Range(int piece) => _pieces[piece].Range;

    /// <summary>Computes a piece.</summary>
    /// <param name="piece">Which.</param>
    /// <param name="layers">The layers of the batch.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="gradients">The block of gradients.</param>
    public void Compute(int piece, FusedLayer[] layers, int rows, float* gradients) =>
        _pieces[piece].Compute(layers[_pieces[piece].Index], rows, gradients);

    /// <summary>The weights of some inputs of a layer, and with the last of them the biases.</summary>
    private sealed record Piece(int Index, PackedLayer Layer, int From, int Inputs)
    {
        private bool HasBiases => From + Inputs == Layer.InputStride;

        private long Start => Layer.Offset + (long)From * Layer.OutputStride;

        public (long Start, long Count) Range => (Start, (long)Inputs * Layer.OutputStride + (HasBiases ? Layer.OutputStride : 0));

        public void Compute(FusedLayer layer, int rows, float* gradients)
        {
            for (int i = From; i < From + Inputs; i += VectorMath.Width)
                Multiply(layer.Input(0) + i, layer.Gradient(0), rows, gradients + Layer.Offset + (long)i * Layer.OutputStride);
            if (Layer.ConstantOutput >= 0)
            {
                int constants = Layer.Outputs - Layer.ConstantOutput;
                for (int i = 0; i < Inputs; i++)
                    new Span<float>(gradients + Start + (long)i * Layer.OutputStride + Layer.ConstantOutput, constants).Clear();
            }
            if (HasBiases)
                SumRows(layer.Gradient(0), rows, gradients + Layer.BiasOffset);
        }

        /// <summary>The gradients of 16 inputs' weights, skipping zeros of the network's inputs where they are many.</summary>
        private void Multiply(float* input, float* gradient, int rows, float* to)
        {
            if (Index == 0 && SparseProduct.TryMultiplyTransposed(input, gradient, to, Layer.OutputStride, rows, Layer.InputStride))
                return;
            MatrixProduct.Multiply(input, gradient, null, to, VectorMath.Width, Layer.OutputStride, rows,
                rowStride: 1, columnStride: Layer.InputStride);
        }

        private void SumRows(float* gradient, int rows, float* to)
        {
            Span<float> sum = new(to, Layer.OutputStride);
            sum.Clear();
            for (int row = 0; row < rows; row++, gradient += Layer.OutputStride)
                VectorMath.Add(gradient, to, Layer.OutputStride);
        }
    }
}

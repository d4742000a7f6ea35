using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;
using Microsoft.ML.Vae.Training.Fused.Images;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>The gradients of all weights, in pieces that different threads compute.</summary>
internal sealed unsafe class WeightPass
{
    private const int PieceInputs = 32;
    private const int PieceNumbers = 4096;   // of layers on images

    private readonly IProducts _products;
    private readonly ImagePass? _images;
    private readonly List<Piece> _pieces = [];
    private readonly List<(long Start, long Count)> _imagePieces = [];

    /// <param name="network">The layers.</param>
    /// <param name="products">Their products.</param>
    /// <param name="images">Those on images, if there are any.</param>
    /// <param name="frozen">The part whose weights stay.</param>
    public WeightPass(PackedNetwork network, IProducts products, ImagePass? images = null, FrozenParts frozen = FrozenParts.None)
    {
        _products = products;
        _images = images;
        if (frozen != FrozenParts.Encoder)
            Divide(network.EncoderImages);
        if (frozen != FrozenParts.Decoder)
            Divide(network.DecoderImages);
        int index = 0;
        foreach (PackedLayer layer in network.Layers)
        {
            FrozenParts part = layer.Offset < network.EncoderLength ? FrozenParts.Encoder : FrozenParts.Decoder;
            for (int from = 0; from < layer.InputStride && part != frozen; from += PieceInputs)
                _pieces.Add(new Piece(index, layer, from, Math.Min(PieceInputs, layer.InputStride - from)));
            index++;
        }
        Ranges = [.. Join()];
    }

    /// <summary>Where all pieces lie in the block of weights, as few ranges as there can be.</summary>
    public IReadOnlyList<(long Start, long Count)> Ranges { get; }

    /// <summary>How many pieces there are.</summary>
    public int Count => _pieces.Count + _imagePieces.Count;

    /// <summary>The numbers of a piece in the block of weights.</summary>
    public (long Start, long Count) Range(int piece) =>
        piece < _pieces.Count ? _pieces[piece].Range : _imagePieces[piece - _pieces.Count];

    /// <summary>Computes a piece.</summary>
    /// <param name="piece">Which.</param>
    /// <param name="layers">The layers of the batch.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="gradients">The block of gradients.</param>
    public void Compute(int piece, FusedLayer[] layers, int rows, float* gradients)
    {
        if (piece >= _pieces.Count)
        {
            (long start, long count) = Range(piece);
            _images!.Sum(start, (int)count, gradients);
            return;
        }
        Piece p = _pieces[piece];
        FusedLayer layer = layers[p.Index];
        _products.Differentiate(layer, p.From, p.Inputs, rows, gradients);
        p.Complete(layer, rows, gradients);
    }

    /// <summary>Takes a piece's weights, which have changed.</summary>
    public void Take(int piece, float* weights)
    {
        if (piece >= _pieces.Count)
            return;
        Piece p = _pieces[piece];
        _products.Take(p.Index, weights, p.From, p.Inputs);
    }

    private IEnumerable<(long Start, long Count)> Join()
    {
        for (int first = 0, next; first < Count; first = next)
        {
            (long start, long count) = Range(first);
            for (next = first + 1; next < Count && Range(next).Start == start + count; next++)
                count += Range(next).Count;
            yield return (start, count);
        }
    }

    private void Divide((long Start, long Count) images)
    {
        for (long from = 0; from < images.Count; from += PieceNumbers)
            _imagePieces.Add((images.Start + from, Math.Min(PieceNumbers, images.Count - from)));
    }

    /// <summary>The weights of some inputs of a layer, and with the last of them the biases.</summary>
    private sealed record Piece(int Index, PackedLayer Layer, int From, int Inputs)
    {
        private bool HasBiases => From + Inputs == Layer.InputStride;

        private long Start => Layer.Offset + (long)From * Layer.OutputStride;

        public (long Start, long Count) Range => (Start, (long)Inputs * Layer.OutputStride + (HasBiases ? Layer.OutputStride : 0));

        public void Complete(FusedLayer layer, int rows, float* gradients)
        {
            if (Layer.ConstantOutput >= 0)
            {
                int constants = Layer.Outputs - Layer.ConstantOutput;
                for (int i = 0; i < Inputs; i++)
                    new Span<float>(gradients + Start + (long)i * Layer.OutputStride + Layer.ConstantOutput, constants).Clear();
            }
            if (HasBiases)
                SumRows(layer.Gradient(0), rows, gradients + Layer.BiasOffset);
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

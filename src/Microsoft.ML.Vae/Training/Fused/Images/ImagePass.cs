using System.Collections.Concurrent;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>What the layers on images need for a batch: their weights, workers for threads, and the gradients of each piece.</summary>
internal sealed unsafe class ImagePass : IDisposable
{
    /// <summary>Rows of a piece.</summary>
    public const int PieceRows = MatrixProduct.TileRows;

    private const int FewestGroups = 8;
    private const int MostGroups = 16;
    private const long MostNumbers = 1 << 25;   // 128 MiB, unless groups would be too few for threads

    private readonly PackedNetwork _network;
    private readonly ImageWeights _weights;
    private readonly ConcurrentBag<ImageWorker> _workers = [];
    private readonly List<ImageGradients> _gradients = [];
    private readonly int _inputStride;
    private readonly int _mostGroups;
    private int _groups;

    private ImagePass(PackedNetwork network, VaeArchitecture architecture, float* weights)
    {
        _network = network;
        _weights = new ImageWeights(network.Images!, weights);
        _inputStride = VectorMath.Pad(architecture.EncoderInputSize);
        long numbers = network.EncoderImages.Count + network.DecoderImages.Count;
        _mostGroups = (int)Math.Clamp(MostNumbers / numbers, FewestGroups, MostGroups);
    }

    /// <summary>How many transposes follow from the weights.</summary>
    public int TransposeCount => _weights.Count;

    /// <summary>The pass of a network, or null where it has no layers on images.</summary>
    /// <param name="network">The network.</param>
    /// <param name="architecture">Its sizes.</param>
    /// <param name="weights">Its weights, in a place that stays.</param>
    public static ImagePass? Of(PackedNetwork network, VaeArchitecture architecture, float* weights) =>
        network.Images is null ? null : new ImagePass(network, architecture, weights);

    /// <summary>Begins a batch of so many pieces.</summary>
    /// <returns>
    /// Into how many groups they are to be divided, whose gradients are apart. As many whatever the number of threads, so that it does not
    /// change the sums.
    /// </returns>
    public int Begin(int pieces)
    {
        _groups = Math.Min(pieces, _mostGroups);
        while (_gradients.Count < _groups)
            _gradients.Add(new ImageGradients(_network));
        return _groups;
    }

    /// <summary>A worker for one piece, until it is given back.</summary>
    public ImageWorker Rent() => _workers.TryTake(out ImageWorker? worker)
        ? worker
        : new ImageWorker(_network.Images!, _weights, _network.Activation, PieceRows, _inputStride, _network.Output.OutputStride);

    public void Return(ImageWorker worker) => _workers.Add(worker);

    /// <summary>Zeros, for the gradients of a group.</summary>
    public ImageGradients Gradients(int group)
    {
        _gradients[group].Clear();
        return _gradients[group];
    }

    /// <summary>Sums the gradients of all groups.</summary>
    /// <param name="start">The first of the network's numbers.</param>
    /// <param name="count">How many, a multiple of the vector's width; either all the encoder's or all the decoder's.</param>
    /// <param name="to">The block of gradients.</param>
    public void Sum(long start, int count, float* to)
    {
        new Span<float>(to + start, count).Clear();
        bool isEncoder = start < _network.EncoderImages.Count;
        foreach (ImageGradients group in _gradients.Take(_groups))
            VectorMath.Add((isEncoder ? group.Encoder : group.Decoder) + start, to + start, count);
    }

    /// <summary>Takes weights that have changed.</summary>
    public void Transpose(int index) => _weights.Transpose(index);

    public void Dispose()
    {
        foreach (ImageWorker worker in _workers)
            worker.Dispose();
        _gradients.ForEach(gradients => gradients.Dispose());
        _weights.Dispose();
    }
}

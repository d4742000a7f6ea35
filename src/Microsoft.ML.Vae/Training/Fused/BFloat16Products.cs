using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>
/// Products of numbers rounded to bfloat16, by libtorch, since .NET 10 has no instructions for them. Each thread makes its own; the bits of
/// a result depend on how rows and weights are divided.
/// </summary>
internal sealed unsafe class BFloat16Products : IProducts
{
    private const int SmallLayer = 1 << 16;   // weights, below which a second call costs more than a second thread saves

    private readonly List<Block> _blocks = [];
    private RoundedLayer[] _layers = [];

    /// <param name="network">The layers.</param>
    /// <param name="threads">How many threads share the work.</param>
    public BFloat16Products(PackedNetwork network, int threads)
    {
        int index = 0;
        foreach (PackedLayer layer in network.Layers)
        {
            bool isSmall = layer.InputStride * (long)layer.OutputStride < SmallLayer;
            int inputs = isSmall ? layer.InputStride : VectorMath.Pad((layer.InputStride + threads - 1) / threads);
            for (int from = 0; from < layer.InputStride; from += inputs)
                _blocks.Add(new Block(index, from, Math.Min(inputs, layer.InputStride - from)));
            index++;
        }
    }

    public int LargestPiece => 256;

    public int BlockCount => _blocks.Count;

    /// <summary>Threads on which libtorch uses no others: its own would spin where these want to run.</summary>
    public static WorkTeam StartTeam(int threads)
    {
        // The number is each thread's own, and the application's threads keep theirs; those that begin later take the one set last.
#pragma warning disable RS0030
        int before = get_num_threads();
        var team = new WorkTeam(threads, () => set_num_threads(1));
        set_num_threads(before);
#pragma warning restore RS0030
        return team;
    }

    public void Attach(FusedBuffers buffers, float* weights)
    {
        Dispose();
        _layers = [.. buffers.Layers.Select(layer => new RoundedLayer(layer.Layer, buffers.Rows))];
        foreach (RoundedLayer layer in _layers)
            layer.Take(weights);
    }

    public void Take(int layer, float* weights, int from, int inputs) => _layers[layer].Take(weights, from, inputs);

    public void Forward(FusedLayer layer, float* weights, int from, int rows) =>
        _layers[layer.Index].Forward(weights, layer.Input(from), layer.Output(from), from, rows);

    public void Backward(FusedLayer layer, float* weights, float* slopes, int from, int rows) =>
        _layers[layer.Index].Backward(layer.Gradient(from), slopes, from, rows);

    public void MultiplyBlock(int block, int rows)
    {
        Block b = _blocks[block];
        _layers[b.Layer].Differentiate(b.From, b.Inputs, rows);
    }

    public void Differentiate(FusedLayer layer, int from, int inputs, int rows, float* gradients) =>
        _layers[layer.Index].ReadGradients(from, inputs, gradients);

    public void Dispose()
    {
        foreach (RoundedLayer layer in _layers)
            layer.Dispose();
    }

    private readonly record struct Block(int Layer, int From, int Inputs);
}

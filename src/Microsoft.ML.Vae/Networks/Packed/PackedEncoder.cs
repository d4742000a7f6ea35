using System.Collections.Concurrent;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>
/// A fully connected encoder in plain numbers: one row costs no call of native code, and no thread spins while it waits. A row's result
/// does not depend on the rows next to it. Shared by any number of threads; the weights are those of the network when it was made.
/// </summary>
internal sealed unsafe class PackedEncoder : IDisposable
{
    private const int MostPieceRows = 64;
    private const int MostPieceNumbers = 1 << 18;   // of the widest layer: 1 MiB

    private readonly PackedNetwork _network;
    private readonly VaeArchitecture _architecture;
    private readonly NativeBuffer _weights;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly int _threads = get_num_threads();
    private readonly int _pieceRows;

    private PackedEncoder(PackedNetwork network, VaeNetwork source)
    {
        _network = network;
        _architecture = source.Architecture;
        _weights = new NativeBuffer(network.EncoderLength);
        int widest = network.EncoderHidden.Append(network.Head).Max(layer => Math.Max(layer.InputStride, layer.OutputStride));
        _pieceRows = Math.Clamp(MostPieceNumbers / widest, 1, MostPieceRows);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        network.Read(source.Encoder.state_dict().ToDictionary(tensor => $"encoder.{tensor.Key}", tensor => tensor.Value), _weights.Data);
    }

    /// <summary>Encode what was begun.</summary>
    public EncodingHelpers Helpers { get; } = new(get_num_threads() - 1);

    /// <summary>The encoder of a network, or null where it has layers that are not dense, or lies on a GPU.</summary>
    public static PackedEncoder? Of(VaeNetwork network) =>
        VectorMath.IsAccelerated && network.Architecture.Plan is FullyConnectedPlan
            && PackedNetwork.Of(network.Architecture) is { } packed
            && network.Encoder.parameters().First().device_type == DeviceType.CPU
            ? new PackedEncoder(packed, network)
            : null;

    /// <summary>μ and log σ² of stored rows.</summary>
    /// <param name="column">What the bytes mean.</param>
    /// <param name="rows">The rows one after another.</param>
    /// <param name="count">B.</param>
    /// <param name="withVariance">Whether log σ² is needed.</param>
    public PackedEncoding Encode(PixelColumn column, ReadOnlyMemory<byte> rows, int count, bool withVariance)
    {
        PackedEncoding encoding = Begin(column, rows, count, withVariance);
        int threads = Math.Min(_threads, (count + _pieceRows - 1) / _pieceRows);
        if (threads == 1)
            Help();
        else
            Parallel.For(0, threads, _ => Help());
        encoding.Complete();
        return encoding;

        void Help()
        {
            while (encoding.TryEncodePiece())
            {
            }
        }
    }

    /// <summary>The same, of which nothing is done yet.</summary>
    public PackedEncoding Begin(PixelColumn column, ReadOnlyMemory<byte> rows, int count, bool withVariance) =>
        new(this, column, rows, count, _pieceRows)
        {
            Mean = new float[count * _architecture.LatentDimension],
            LogVariance = withVariance && _architecture.Latent.HasPosterior ? new float[count * _architecture.LatentDimension] : [],
        };

    public void Dispose()
    {
        while (_workspaces.TryTake(out Workspace? workspace))
            workspace.Dispose();
        _weights.Dispose();
    }

    /// <summary>Encodes some of the rows. The caller holds a lease on the model.</summary>
    /// <param name="column">What the bytes mean.</param>
    /// <param name="stored">All rows.</param>
    /// <param name="from">The first to encode.</param>
    /// <param name="rows">How many, at most those of a piece.</param>
    /// <param name="encoding">Takes what they become.</param>
    public void Encode(PixelColumn column, ReadOnlySpan<byte> stored, int from, int rows, PackedEncoding encoding)
    {
        Workspace workspace = _workspaces.TryTake(out Workspace? free) ? free : new Workspace(_network, _pieceRows);
        float* input = workspace.Input;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> bytes = stored.Slice((from + row) * column.RowBytes, column.RowBytes);
            column.ToEncoderInput(bytes, input + (long)row * VectorMath.Pad(_architecture.EncoderInputSize));
        }
        for (int i = 0; i < _network.EncoderHidden.Count; i++)
        {
            PackedLayer layer = _network.EncoderHidden[i];
            float* output = workspace.Outputs[i];
            layer.Forward(_weights.Data, input, output, rows, isSparse: i == 0);
            ActivationKernel.Apply(_network.Activation, output, null, (long)rows * layer.OutputStride);
            input = output;
        }
        float* head = workspace.Outputs[^1];
        _network.Head.Forward(_weights.Data, input, head, rows, isSparse: _network.EncoderHidden.Count == 0);
        for (int row = 0; row < rows; row++)
        {
            bool isPrior = _architecture.Latent.HasPosterior
                && column.IsMissing(stored.Slice((from + row) * column.RowBytes, column.RowBytes));
            if (!isPrior)   // else 0, as the arrays are
                Copy(head + (long)row * _network.Head.OutputStride, from + row, encoding.Mean, encoding.LogVariance);
        }
        _workspaces.Add(workspace);
    }

    private void Copy(float* head, int row, float[] mean, float[] logVariance)
    {
        int size = _architecture.LatentDimension;
        new ReadOnlySpan<float>(head, size).CopyTo(mean.AsSpan(row * size));
        if (logVariance.Length == 0)
            return;
        for (int j = 0; j < size; j++)
            logVariance[row * size + j] = LogVarianceBound.Apply(head[size + j]).Value;
    }

    /// <summary>Room for the numbers of some rows, used by one thread at a time.</summary>
    private sealed class Workspace : IDisposable
    {
        private readonly List<NativeBuffer> _owned = [];

        private readonly int _rows;

        public Workspace(PackedNetwork network, int rows)
        {
            _rows = rows;
            Input = Take(network.Layers.First().InputStride);
            Outputs = new float*[network.EncoderHidden.Count + 1];
            for (int i = 0; i < Outputs.Length; i++)
                Outputs[i] = Take(i < network.EncoderHidden.Count ? network.EncoderHidden[i].OutputStride : network.Head.OutputStride);
        }

        public float* Input { get; }

        public float*[] Outputs { get; }

        public void Dispose() => _owned.ForEach(buffer => buffer.Dispose());

        private float* Take(int stride)
        {
            var buffer = new NativeBuffer((long)_rows * stride);
            _owned.Add(buffer);
            return buffer.Data;
        }
    }
}

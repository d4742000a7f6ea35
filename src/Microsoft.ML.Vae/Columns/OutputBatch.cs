using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Randomness;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// Stored inputs of up to <paramref name="capacity"/> rows and what a function makes of them. Nothing is computed before a getter asks, and
/// then only what getters were made for. Used by one thread.
/// </summary>
internal sealed class OutputBatch(RowFunction function, int capacity)
{
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private readonly float[]?[] _values = new float[BitOperations.Log2((uint)OutputKinds.LatentIndex) + 1][];
    private byte[]? _inputs;   // made when a row is read: draws from the prior read none
    private OutputKinds _wanted;
    private OutputKinds _computed;
    private int _count;

    public int Capacity => capacity;

    /// <summary>The place of one row's stored input.</summary>
    public Span<byte> Row(int index) =>
        (_inputs ??= new byte[capacity * function.Input.RowBytes]).AsSpan(index * function.Input.RowBytes, function.Input.RowBytes);

    /// <summary>The place of one row's id.</summary>
    public ref DataViewRowId Id(int index) => ref _ids[index];

    /// <summary>Says that the first <paramref name="count"/> rows hold new inputs and ids.</summary>
    public void Reset(int count)
    {
        _count = count;
        _computed = OutputKinds.None;
    }

    /// <summary>Says that getters of this will be called.</summary>
    public void Want(OutputKinds content) => _wanted |= content;

    /// <summary>Whether getters of any of these were made.</summary>
    public bool Wants(OutputKinds contents) => (_wanted & contents) != 0;

    /// <summary>One row's part of an output, computed with its whole batch when it has not been.</summary>
    public ReadOnlySpan<float> Values(OutputKinds content, int row)
    {
        if ((_computed & content) == 0)
        {
            using VaeModel.Lease lease = function.Model.Use();
            function.Compute(this);
            _computed = _wanted;
        }
        float[] values = _values[IndexOf(content)]!;
        int size = values.Length / capacity;
        return values.AsSpan(row * size, size);
    }

    /// <summary>The batch's inputs as the network wants them.</summary>
    public Tensor NetworkInput() =>   // -> [B, D]
        function.Input.ToNetworkInput(_inputs.AsSpan(0, _count * function.Input.RowBytes), _count, function.Model.Device);

    /// <summary>Standard normal noise that depends on the rows' ids alone.</summary>
    public Tensor Noise(OutputKinds purpose)   // -> [B, Z]
    {
        VaeModel model = function.Model;
        Tensor noise = empty(_count, model.LatentDimension, ScalarType.Float32, CPU);
        Span<float> values = MemoryMarshal.Cast<byte, float>(noise.bytes);
        for (int row = 0; row < _count; row++)
            RowNoise.Fill(values.Slice(row * model.LatentDimension, model.LatentDimension), model.SampleSeed, (int)purpose, _ids[row]);
        return noise.to(model.Device);
    }

    /// <summary>Keeps a computed output until the next batch.</summary>
    public void Store(OutputKinds content, Tensor values)   // [B, N] or [B]
    {
        ReadOnlySpan<float> source = MemoryMarshal.Cast<byte, float>(values.cpu().contiguous().bytes);
        ref float[]? destination = ref _values[IndexOf(content)];
        destination ??= new float[capacity * (source.Length / _count)];
        source.CopyTo(destination);
    }

    private static int IndexOf(OutputKinds content) => BitOperations.Log2((uint)content);
}

using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>
/// Pixels of up to <paramref name="capacity"/> rows and what the model makes of them. Nothing is computed before a getter asks, and then only
/// what getters were made for. Used by one thread.
/// </summary>
internal sealed class OutputBatch(VaeModel model, int capacity)
{
    private readonly byte[] _pixels = new byte[capacity * model.Input.RowBytes];
    private readonly float[][] _values = new float[2][];
    private Outputs _wanted;
    private Outputs _computed;
    private int _count;

    public int Capacity => capacity;

    /// <summary>The place of one row's pixels.</summary>
    public Span<byte> Row(int index) => _pixels.AsSpan(index * model.Input.RowBytes, model.Input.RowBytes);

    /// <summary>Says that the first <paramref name="count"/> rows hold new pixels.</summary>
    public void Reset(int count)
    {
        _count = count;
        _computed = Outputs.None;
    }

    /// <summary>A getter of one output for the row that <paramref name="currentRow"/> names when it is called.</summary>
    public ValueGetter<VBuffer<float>> GetGetter(OutputColumn column, Func<int> currentRow)
    {
        _wanted |= column.Content;
        return (ref VBuffer<float> destination) =>
        {
            int row = currentRow();
            ReadOnlySpan<float> values = ValuesOf(column.Content).AsSpan(row * column.Size, column.Size);
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, column.Size);
            values.CopyTo(editor.Values);
            destination = editor.Commit();
        };
    }

    private float[] ValuesOf(Outputs content)
    {
        if ((_computed & content) == 0)
            Compute();
        return _values[IndexOf(content)];
    }

    private void Compute()
    {
        using VaeModel.Lease lease = model.Use();
        Tensor x = model.Input.ToNetworkInput(_pixels.AsSpan(0, _count * model.Input.RowBytes), _count);   // [B, D]
        Tensor mean = model.Network.Encoder.Mean(x);                                                       // [B, Z]
        if (_wanted.HasFlag(Outputs.Latent))
            Store(Outputs.Latent, mean);
        if (_wanted.HasFlag(Outputs.Reconstruction))
            Store(Outputs.Reconstruction, model.Input.Unscale(model.Likelihood.Mean(model.Network.Decoder.call(mean))));   // [B, D]
        _computed = _wanted;
    }

    private void Store(Outputs content, Tensor values)
    {
        ref float[] destination = ref _values[IndexOf(content)];
        destination ??= new float[capacity * values.size(1)];
        MemoryMarshal.Cast<byte, float>(values.contiguous().bytes).CopyTo(destination);
    }

    private static int IndexOf(Outputs content) => content == Outputs.Latent ? 0 : 1;
}

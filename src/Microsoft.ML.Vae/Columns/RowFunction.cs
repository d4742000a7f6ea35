using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Columns.Export;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks.Packed;
using Microsoft.ML.Vae.Onnx.Graphs;
using Microsoft.ML.Vae.Randomness;

namespace Microsoft.ML.Vae.Columns;

/// <summary>What a model computes from one column, many rows at once. Shared by any number of threads.</summary>
/// <param name="model">The model.</param>
/// <param name="input">The column that is read.</param>
/// <param name="domain">The values that the column may hold.</param>
internal abstract class RowFunction(VaeModel model, PixelColumn input, PixelDomain domain)
{
    private const int PixelPurpose = 1 << 17;   // apart from every other purpose of a row's noise

    public PixelColumn Input => input;

    public PixelDomain PixelDomain => domain;

    public InvalidInputBehavior OnInvalidRow => model.Rules.OnInvalidRow;

    /// <summary>Rows per forward pass: an image may be far larger than the latent that it is decoded from.</summary>
    public int BatchSize => Math.Min(input.InferenceBatchSize, model.Input.InferenceBatchSize);

    public VaeModel Model => model;

    /// <summary>The column on which draws depend in place of the row's id; null: none.</summary>
    public virtual string? SeedColumn => null;

    /// <summary>Whether any of these outputs is computed from the column that is read.</summary>
    public abstract bool ReadsInput(OutputKinds kinds);

    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public void CheckAlive()
    {
        using VaeModel.Lease lease = model.Use();
    }

    /// <summary>The encoder that makes these outputs alone, each row by itself; null: there is none, or nothing was computed yet.</summary>
    public virtual PackedEncoder? EncoderOf(OutputKinds wanted) => null;

    /// <summary>The same as operators of ONNX. The caller holds a lease on the model.</summary>
    public abstract GraphOutputs Describe(OnnxGraph graph, InputGraph input);

    /// <summary>Computes outputs of rows.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public virtual OutputValues Compute(StoredRows rows, OutputKinds wanted)
    {
        using VaeModel.Lease lease = model.Use();
        var values = new OutputValues(rows.Count);
        Compute(rows, wanted, values);
        return values;
    }

    protected abstract void Compute(StoredRows rows, OutputKinds wanted, OutputValues values);

    protected Tensor NetworkInput(StoredRows rows) => input.ToNetworkInput(rows.Inputs, rows.Count, model.Device);   // -> [B, D + C]

    /// <summary>Standard normal noise that depends on the rows' seeds alone or, without them, on their ids.</summary>
    protected Tensor Noise(StoredRows rows, OutputKinds purpose) =>   // -> [B, Z]
        Noise(rows, model.SampleSeed, (int)purpose, model.LatentDimension);

    /// <summary>The same for each pixel.</summary>
    protected Tensor PixelNoise(StoredRows rows, int seed) => Noise(rows, seed, PixelPurpose, model.Input.Size);   // -> [B, D]

    private Tensor Noise(StoredRows rows, int seed, int purpose, int size)   // -> [B, N]
    {
        Tensor noise = empty(rows.Count, size, ScalarType.Float32, CPU);
        Span<float> values = MemoryMarshal.Cast<byte, float>(noise.bytes);
        for (int row = 0; row < rows.Count; row++)
            RowNoise.Fill(values.Slice(row * size, size), seed, purpose, Id(row));
        return noise.to(model.Device);

        DataViewRowId Id(int row) => rows.Seed(row) is { } seed ? new DataViewRowId(seed, ulong.MaxValue) : rows.Id(row);
    }
}

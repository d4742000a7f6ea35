using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>What a model computes from one column, batch by batch. Shared by any number of threads.</summary>
/// <param name="model">The model.</param>
/// <param name="input">The column that is read.</param>
/// <param name="support">The values that the column may hold.</param>
internal abstract class RowFunction(VaeModel model, PixelColumn input, PixelDomain support)
{
    public VaeModel Model => model;

    public PixelColumn Input => input;

    public PixelDomain PixelDomain => support;

    /// <summary>Rows per forward pass: a picture may be far larger than the code that it is made of.</summary>
    public int BatchSize => Math.Min(input.InferenceBatchSize, model.Input.InferenceBatchSize);

    /// <summary>Whether this output is computed from the column that is read.</summary>
    public abstract bool ReadsInput(OutputKinds contents);

    /// <summary>Computes what a batch wants, and stores it there. The caller holds a lease on the model.</summary>
    public abstract void Compute(OutputBatch batch);
}

using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Training;

/// <summary>The encodings of a step's batches, from which a codebook learns at once, as from those of one large batch.</summary>
internal sealed class StepEncodings(Bottleneck bottleneck) : IDisposable
{
    private readonly List<(Tensor Encoding, Tensor Indices)> _batches = [];   // [B, Z],[B, G]

    /// <summary>Keeps those of a batch, where there is a codebook.</summary>
    public void Add(Posterior q)
    {
        if (q.Indices is { } indices)
            _batches.Add((q.Encoding.detach().DetachFromDisposeScope(), indices.DetachFromDisposeScope()));
    }

    /// <summary>Lets the codebook learn from what was kept. The caller has a dispose scope open.</summary>
    public void Learn(Generator noise)
    {
        if (_batches.Count == 0)
            return;
        Tensor encodings = Join(_batches.Select(batch => batch.Encoding));   // [B, Z]
        Tensor indices = Join(_batches.Select(batch => batch.Indices));      // [B, G]
        bottleneck.Learn(new Posterior(encodings, encodings, LogVariance: null) { Indices = indices }, noise);
        Clear();
    }

    /// <summary>Forgets what was kept.</summary>
    public void Clear()
    {
        foreach ((Tensor encoding, Tensor indices) in _batches)
        {
            encoding.Dispose();
            indices.Dispose();
        }
        _batches.Clear();
    }

    public void Dispose() => Clear();

    private static Tensor Join(IEnumerable<Tensor> batches) => batches.ToArray() is [Tensor one] ? one : cat([.. batches], 0);
}

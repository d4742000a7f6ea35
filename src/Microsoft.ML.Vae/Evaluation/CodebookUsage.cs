using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>How evenly the vectors of a codebook are used.</summary>
internal sealed class CodebookUsage(int vectors)
{
    private readonly long[] _counts = new long[vectors];
    private long _total;

    /// <summary>exp(−Σ p log p) of the shares p of the vectors.</summary>
    public double Perplexity =>
        Math.Exp(-_counts.Where(count => count > 0).Select(count => (double)count / _total).Sum(p => p * Math.Log(p)));

    /// <summary>Counts a batch. The caller has a dispose scope open.</summary>
    public void Add(Tensor indices)   // [B, G] Int64
    {
        foreach (long index in MemoryMarshal.Cast<byte, long>(indices.cpu().contiguous().bytes))
        {
            _counts[index]++;
            _total++;
        }
    }
}

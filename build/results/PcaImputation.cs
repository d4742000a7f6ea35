using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Results;

/// <summary>
/// Fills in missing numbers (NaN) by principal components that are fitted to rows with missing numbers: what is missing is replaced by what
/// the components give for it, again and again (Ilin and Raiko, "Practical Approaches to Principal Component Analysis in the Presence of
/// Missing Values", 2010, "imputation algorithm").
/// </summary>
internal sealed class PcaImputation : IDisposable
{
    private const int Rounds = 20;

    private readonly Tensor _mean;         // [1, D]
    private readonly Tensor _directions;   // [D, Z]

    /// <param name="rows">One row after another.</param>
    /// <param name="size">Numbers in a row, D.</param>
    /// <param name="count">Components, Z; none leaves the mean of the observed numbers.</param>
    public PcaImputation(float[] rows, int size, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(rows, [rows.Length / size, size]);                                          // [N, D]
        Tensor missing = x.isnan();                                                                   // [N, D]
        Tensor mean = x.nan_to_num(0).sum(0, keepdim: true) / missing.logical_not().sum(0, keepdim: true).clamp_min(1);   // [1, D]
        Tensor directions = zeros(size, 0);                                                           // [D, Z]
        x = mean.expand_as(x).where(missing, x);
        for (int i = 0; i < Rounds && count > 0; i++)
        {
            using DisposeScope round = NewDisposeScope();
            Tensor average = x.mean([0], keepdim: true);                                              // [1, D]
            Tensor centred = x - average;                                                             // [N, D]
            (_, Tensor vectors) = linalg.eigh(centred.t().mm(centred));                               // [D, D], smallest eigenvalue first
            Tensor leading = vectors.narrow(1, size - count, count);                                  // [D, Z]
            Tensor filled = (centred.mm(leading).mm(leading.t()) + average).where(missing, x);        // [N, D]
            (mean, directions, x) = (round.MoveToOuter(average), round.MoveToOuter(leading), round.MoveToOuter(filled));
        }
        _mean = mean.MoveToOuterDisposeScope();
        _directions = directions.MoveToOuterDisposeScope();
    }

    /// <summary>Rows without missing numbers.</summary>
    public float[] Impute(float[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = _mean.size(1);
        Tensor x = tensor(rows, [rows.Length / size, size]);                                          // [N, D]
        Tensor missing = x.isnan();                                                                   // [N, D]
        x = _mean.expand_as(x).where(missing, x);
        for (int i = 0; i < Rounds && _directions.size(1) > 0; i++)
        {
            using DisposeScope round = NewDisposeScope();
            Tensor filled = ((x - _mean).mm(_directions).mm(_directions.t()) + _mean).where(missing, x);   // [N, D]
            x = round.MoveToOuter(filled);
        }
        return MemoryMarshal.Cast<byte, float>(x.contiguous().bytes).ToArray();
    }

    public void Dispose()
    {
        _mean.Dispose();
        _directions.Dispose();
    }
}

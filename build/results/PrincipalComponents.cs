using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Results;

/// <summary>The best linear code (Pearson, "On Lines and Planes of Closest Fit to Systems of Points in Space", 1901), in doubles.</summary>
internal sealed class PrincipalComponents : IDisposable
{
    private readonly Tensor _mean;         // [1, D]
    private readonly Tensor _directions;   // [D, Z]

    /// <param name="rows">One row after another.</param>
    /// <param name="size">Numbers in a row, D.</param>
    /// <param name="count">Components, Z.</param>
    public PrincipalComponents(float[] rows, int size, int count)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = Rows(rows, size);                                      // [N, D]
        _mean = x.mean([0], keepdim: true).MoveToOuterDisposeScope();     // [1, D]
        Tensor centred = x.sub_(_mean);                                   // [N, D]
        (_, Tensor vectors) = linalg.eigh(centred.t().mm(centred));       // [D, D], of the smallest eigenvalue first
        _directions = vectors.narrow(1, size - count, count).MoveToOuterDisposeScope();   // [D, Z]
    }

    /// <summary>The code of each row, and the mean squared error per number of the rows that the codes stand for.</summary>
    public (float[] Codes, double SquaredError) Project(float[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = Rows(rows, (int)_mean.size(1)).sub_(_mean);                    // [N, D]
        Tensor codes = centred.mm(_directions);                                         // [N, Z]
        Tensor rest = centred.square().sum().sub(codes.square().sum());                 // [], the directions being orthonormal
        float[] values = MemoryMarshal.Cast<byte, float>(codes.to(ScalarType.Float32).contiguous().bytes).ToArray();
        return (values, rest.item<double>() / rows.Length);
    }

    /// <summary>The squared error of each row.</summary>
    public float[] Residuals(float[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = Rows(rows, (int)_mean.size(1)).sub_(_mean);                    // [N, D]
        Tensor codes = centred.mm(_directions);                                         // [N, Z]
        Tensor rest = centred.square().sum([1]).sub(codes.square().sum([1]));           // [N]
        return MemoryMarshal.Cast<byte, float>(rest.to(ScalarType.Float32).contiguous().bytes).ToArray();
    }

    public void Dispose()
    {
        _mean.Dispose();
        _directions.Dispose();
    }

    private static Tensor Rows(float[] rows, int size) => tensor(rows, [rows.Length / size, size]).to(ScalarType.Float64);   // [N, D]
}

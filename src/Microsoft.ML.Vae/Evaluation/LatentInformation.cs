using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>
/// Mutual information and total correlation of the latents of a data set (the terms of Hoffman and Johnson, "ELBO surgery", 2016, and Chen
/// et al., 2018): q(z) is the mixture of all N posteriors itself, not an estimate of it; only the expectation over z is by draws.
/// </summary>
internal sealed class LatentInformation(int latentDimension)
{
    private const int BlockNumbers = 1 << 21;   // 16 MiB of doubles
    private const int BlockDraws = 64;

    private readonly List<float> _means = [];
    private readonly List<float> _logVariances = [];

    /// <summary>Keeps a batch of posteriors. The caller has a dispose scope open.</summary>
    public void Add(Tensor mean, Tensor logVariance)   // [B, Z],[B, Z]
    {
        _means.AddRange(MemoryMarshal.Cast<byte, float>(mean.cpu().contiguous().bytes));
        _logVariances.AddRange(MemoryMarshal.Cast<byte, float>(logVariance.cpu().contiguous().bytes));
    }

    /// <summary>Averages over draws from the posteriors of rows that are spread evenly over those kept.</summary>
    public (double MutualInformation, double TotalCorrelation) Estimate(int samples, Generator noise)
    {
        (double information, double correlation) = (0, 0);
        for (int first = 0; first < samples; first += BlockDraws)
        {
            using IDisposable inference = inference_mode();
            using DisposeScope scope = NewDisposeScope();
            (double i, double c) = Sum(first, Math.Min(BlockDraws, samples - first), samples, noise);
            information += i;
            correlation += c;
        }
        return (information / samples, correlation / samples);
    }

    private (double Information, double Correlation) Sum(int first, int count, int samples, Generator noise)
    {
        int rows = _means.Count / latentDimension;
        int[] drawn = [.. Enumerable.Range(first, count).Select(draw => (int)((long)draw * rows / samples))];
        Tensor mean = Rows(_means, drawn);                                          // [S, Z]
        Tensor logVariance = Rows(_logVariances, drawn);                            // [S, Z]
        Tensor z = GaussianBottleneck.Sample(mean, logVariance, noise);               // [S, Z]
        (Tensor joint, Tensor marginals) = LogAggregate(z, rows);                   // [S],[S]
        Tensor posterior = LatentDensity.Posterior(z, mean, logVariance).sum(1);    // [S]
        return ((posterior - joint).sum().item<double>(), (joint - marginals).sum().item<double>());
    }

    /// <summary>log q(z) and Σ log q(z_j), q the mean of all posteriors.</summary>
    private (Tensor Joint, Tensor Marginals) LogAggregate(Tensor z, int rows)   // [S, Z] -> [S],[S]
    {
        using Scalar logRows = Math.Log(rows);
        Tensor? joint = null;       // [S]
        Tensor? marginal = null;    // [S, Z]
        int block = (int)Math.Max(1, BlockNumbers / (z.size(0) * latentDimension));
        for (int first = 0; first < rows; first += block)
        {
            using DisposeScope scope = NewDisposeScope();
            int[] all = [.. Enumerable.Range(first, Math.Min(block, rows - first))];
            Tensor mean = Rows(_means, all).unsqueeze(0);                                                 // [1, R, Z]
            Tensor logVariance = Rows(_logVariances, all).unsqueeze(0);                                   // [1, R, Z]
            Tensor pairs = LatentDensity.Posterior(z.unsqueeze(1), mean, logVariance);                    // [S, R, Z]
            joint = scope.MoveToOuter(Added(joint, pairs.sum(2).logsumexp(1)));                           // [S]
            marginal = scope.MoveToOuter(Added(marginal, pairs.logsumexp(1)));                            // [S, Z]
        }
        return (joint!.sub(logRows), marginal!.sub(logRows).sum(1));
    }

    private static Tensor Added(Tensor? total, Tensor more)
    {
        using Tensor? done = total;
        return total is null ? more : total.logaddexp(more);
    }

    private Tensor Rows(List<float> values, int[] rows)   // -> [R, Z]
    {
        Tensor picked = empty(rows.Length, latentDimension, ScalarType.Float32, CPU);
        Span<float> target = MemoryMarshal.Cast<byte, float>(picked.bytes);
        for (int i = 0; i < rows.Length; i++)
            CollectionsMarshal.AsSpan(values).Slice(rows[i] * latentDimension, latentDimension).CopyTo(target[(i * latentDimension)..]);
        return picked.to(ScalarType.Float64);
    }
}

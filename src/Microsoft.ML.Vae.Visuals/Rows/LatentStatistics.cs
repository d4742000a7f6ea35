using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>What a data set says about each latent dimension.</summary>
/// <param name="RowCount">Rows read.</param>
/// <param name="KlDivergence">The mean KL divergence from the prior, in nats.</param>
/// <param name="Variance">The variance of the latent mean.</param>
internal sealed record LatentStatistics(long RowCount, double[] KlDivergence, double[] Variance)
{
    /// <exception cref="InvalidOperationException">There are no rows, or one cannot be used.</exception>
    public static LatentStatistics Read(VaeTransformer transformer, IDataView data)
    {
        VaeModel model = transformer.Model;
        int size = model.LatentDimension;
        double[] divergence = new double[size], sum = new double[size], square = new double[size];
        RowSource source = transformer.RowsOf(data);
        using RowBatches batches = source.OpenBatches(model.Input.InferenceBatchSize);
        long count = 0;
        for (; batches.MoveNext(); count += batches.Count)
        {
            using VaeModel.Lease lease = model.Use();
            Tensor input = model.Input.ToNetworkInput(batches.Bytes.Span, batches.Count, model.Device);   // [B, D + C]
            Posterior q = model.Encode(batches.Bytes, batches.Count, input);                               // [B, Z],[B, Z]
            Add(model.Network.Bottleneck.DivergencePerDimension(q), divergence);
            Add(q.Mean, sum);
            Add(q.Mean * q.Mean, square);
        }
        return count == 0 ? throw source.NoRows("shown", batches.Statistics) : new LatentStatistics(
            count,
            [.. divergence.Select(nats => Math.Max(0, nats / count))],
            [.. square.Zip(sum, (squares, values) => Math.Max(0, squares / count - values / count * (values / count)))]);
    }

    private static void Add(Tensor values, double[] sums)   // [B, Z]
    {
        ReadOnlySpan<double> columns = MemoryMarshal.Cast<byte, double>(values.sum(0, type: ScalarType.Float64).cpu().bytes);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += columns[i];
    }
}

using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>A draw of z from the posterior of each row; the latent where there is nothing to draw.</summary>
internal static class LatentDraws
{
    /// <summary>The draws of the first rows, at most so many.</summary>
    /// <exception cref="InvalidOperationException">There are no rows, or one cannot be used.</exception>
    public static IReadOnlyList<float[]> Read(VaeTransformer transformer, IDataView data, int most, int seed)
    {
        VaeModel model = transformer.Model;
        RowSource source = transformer.RowsOf(data);
        using Generator noise = new(unchecked((ulong)seed), CPU);
        using RowBatches batches = source.OpenBatches(model.Input.InferenceBatchSize);
        List<float[]> draws = [];
        while (draws.Count < most && batches.MoveNext())
        {
            using VaeModel.Lease lease = model.Use();
            Tensor input = model.Input.ToNetworkInput(batches.Bytes.Span, batches.Count, model.Device);   // [B, D + C]
            Posterior q = model.Encode(batches.Bytes, batches.Count, input);                               // [B, Z],[B, Z]
            draws.AddRange(ModelReader.Rows(model.Network.Bottleneck.Sample(q, 1, noise)));
        }
        return draws.Count > 0 ? [.. draws.Take(most)] : throw source.NoRows("shown", batches.Statistics);
    }
}

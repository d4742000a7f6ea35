using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>What pictures need of a model: rows with their reconstructions, and rows decoded from latents.</summary>
internal static class ModelReader
{
    private const int DecodedAtOnce = 256;

    /// <summary>The first rows of the data, at most so many, reconstructed.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static IReadOnlyList<ReconstructedRow> Reconstruct(VaeTransformer transformer, IDataView data, int count)
    {
        VaeModel model = transformer.Model;
        RowSource source = transformer.RowsOf(data);
        List<ReconstructedRow> rows = [];
        using RowBatches batches = source.OpenBatches(Math.Min(model.Input.InferenceBatchSize, count));
        while (rows.Count < count && batches.MoveNext())
            rows.AddRange(Reconstruct(model, batches.Bytes, batches.Count));
        return rows.Count > 0 ? [.. rows.Take(count)] : throw source.NoRows("shown", batches.Statistics);
    }

    /// <summary>E[x|z] of latents, in the units of the column.</summary>
    public static IReadOnlyList<float[]> Decode(VaeTransformer transformer, IReadOnlyList<float[]> latents, ConditionValue? condition) =>
        [.. latents.Chunk(DecodedAtOnce).SelectMany(some => DecodeBatch(transformer.Model, some, condition))];

    /// <summary>Latents drawn from the prior.</summary>
    /// <exception cref="InvalidOperationException">The model has no prior.</exception>
    public static IReadOnlyList<float[]> DrawLatents(VaeTransformer transformer, int count, int seed) => HasPrior(transformer)
        ? [.. LatentViews.Draw(transformer.Model, count, seed)]
        : throw new InvalidOperationException("The model is a plain autoencoder, which has no prior to draw samples from.");

    public static bool HasPrior(VaeTransformer transformer) => transformer.Model.Network.Architecture.Latent.HasPrior;

    /// <summary>Moves the numbers of a tensor, row by row, out of its memory.</summary>
    public static float[][] Rows(Tensor values)   // [B, D]
    {
        Tensor plain = values.to(ScalarType.Float32).cpu().contiguous();
        return [.. MemoryMarshal.Cast<byte, float>(plain.bytes).ToArray().Chunk((int)values.size(1))];
    }

    private static IEnumerable<ReconstructedRow> Reconstruct(VaeModel model, ReadOnlyMemory<byte> bytes, int count)
    {
        using VaeModel.Lease lease = model.Use();
        Tensor input = model.Input.ToNetworkInput(bytes.Span, count, model.Device);    // [B, D + C]
        Tensor x = model.Network.Pixels(input);                                         // [B, D]
        Posterior q = model.Encode(bytes, count, input);                                // [B, Z]
        Tensor decoded = model.Network.Decode(q.Mean, input);                           // [B, P]
        Tensor error = x - model.Likelihood.Mean(decoded);                              // [B, D]
        float[][] originals = Rows(model.Input.Unscale(x)), reconstructions = Rows(model.MeanImage(decoded)), latents = Rows(q.Mean);
        float[][] errors = Rows(error);
        return [.. Enumerable.Range(0, count).Select(i =>
            new ReconstructedRow(originals[i], reconstructions[i], MeanSquare(errors[i]), latents[i]))];
    }

    // A missing pixel has no error.
    private static double MeanSquare(float[] errors)
    {
        float[] known = [.. errors.Where(float.IsFinite)];
        return known.Length > 0 ? known.Average(error => (double)error * error) : double.NaN;
    }

    private static float[][] DecodeBatch(VaeModel model, float[][] latents, ConditionValue? condition)
    {
        using VaeModel.Lease lease = model.Use();
        float[] all = [.. latents.SelectMany(latent => latent)];
        Tensor z = tensor(all, [latents.Length, model.LatentDimension], device: model.Device);   // [B, Z]
        return Rows(model.MeanImage(model.Network.Decode(WithCondition(z, condition))));
    }

    private static Tensor WithCondition(Tensor z, ConditionValue? condition)   // [B, Z] -> [B, Z + C]
    {
        if (condition is null)
            return z;
        float[] numbers = condition.Numbers;
        if (condition.Column.Kind == ConditionKind.Key)
        {
            numbers = new float[condition.Column.Size];
            numbers[condition.Key - 1] = 1;
        }
        Tensor repeated = tensor(numbers, [1, numbers.Length], device: z.device).expand(z.size(0), numbers.Length);   // [B, C]
        return cat([z, repeated], 1);
    }
}

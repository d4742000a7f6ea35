using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>Decodes the same latents and rows after each epoch, with random numbers of its own.</summary>
/// <param name="model">The model that is being trained.</param>
/// <param name="options">What to decode.</param>
/// <param name="rows">The rows to reconstruct, once the first epoch has been dealt.</param>
internal sealed class SnapshotTaker(VaeModel model, SnapshotOptions options, RowBuffer rows)
{
    /// <summary>What the network makes of them now. It does not train.</summary>
    public TrainingSnapshot Take()
    {
        using VaeModel.Lease lease = model.Use();
        byte[] bytes = new byte[rows.Count * model.Input.RowBytes];
        for (int i = 0; i < rows.Count; i++)
            rows[i].CopyTo(bytes.AsSpan(i * model.Input.RowBytes));
        Tensor input = model.Input.ToNetworkInput(bytes, rows.Count, model.Device);   // [B, D + C]
        Tensor mean = model.Network.Encode(input).Mean;                               // [B, Z]
        return new TrainingSnapshot
        {
            Samples = model.Network.Architecture.Latent.HasPrior ? Sample(input) : [],
            Originals = Rows(model.Input.Unscale(model.Network.Pixels(input))),
            Reconstructions = Rows(model.MeanImage(model.Network.Decode(mean, input))),
        };
    }

    private float[][] Sample(Tensor input)   // [B, D + C]
    {
        bool isConditional = model.Input.Condition is not null;
        long count = isConditional ? input.size(0) : options.Count;
        using Generator generator = new(unchecked((ulong)options.Seed), CPU);
        Tensor noise = randn(count, model.LatentDimension, ScalarType.Float32, CPU, generator: generator);   // [B, Z]
        Tensor z = model.Network.Bottleneck.FromPrior(noise.to(model.Device));                                // [B, Z]
        return Rows(model.MeanImage(isConditional ? model.Network.Decode(z, input) : model.Network.Decode(z)));
    }

    private static float[][] Rows(Tensor values) =>   // [B, D]
        [.. values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray().Chunk((int)values.size(1))];
}

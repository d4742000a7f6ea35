namespace Microsoft.ML.Vae.Latents;

/// <summary>What stands between encoder and decoder: how an encoding becomes latents, their cost in nats, and the prior.</summary>
internal abstract class Bottleneck
{
    /// <summary>The tensors that it learns; null where it learns none.</summary>
    public virtual nn.Module? Module => null;

    /// <summary>q(z|x) from the encoder's outputs.</summary>
    public virtual Posterior Infer(Tensor encoding, Tensor? logVariance) => new(encoding, encoding, logVariance);   // [B, Z],[B, Z]

    /// <summary>The latents to decode in training, K per row, side by side, through which gradients reach the encoding.</summary>
    public virtual Tensor SampleForTraining(Posterior q, int count, Generator noise) => Sample(q, count, noise);   // -> [B·K, Z]

    /// <summary>K draws from q(z|x) per row, side by side; the latents themselves where there is nothing to draw.</summary>
    public virtual Tensor Sample(Posterior q, int count, Generator noise) => SampleReplication.Repeat(q.Mean, count);   // -> [B·K, Z]

    /// <summary>KL(q(z|x) ‖ p(z)) of each row.</summary>
    public abstract Tensor Divergence(Posterior q);   // -> [B]

    /// <summary>KL(q(z|x) ‖ p(z)) of each row and dimension.</summary>
    public abstract Tensor DivergencePerDimension(Posterior q);   // -> [B, Z]

    /// <summary>Latents drawn from the prior, given standard normal noise.</summary>
    public virtual Tensor FromPrior(Tensor noise) => noise;   // [B, Z] -> [B, Z]

    /// <summary>Learns from the encodings of a training step, in addition to the gradients.</summary>
    public virtual void Learn(Posterior q, Generator noise) { }

    private protected static Tensor SameForEachRow(Posterior q, double nats)   // -> [B]
    {
        using Scalar divergence = nats;
        return full(q.Mean.size(0), divergence, ScalarType.Float32, q.Mean.device);
    }

    private protected static Tensor SameForEachDimension(Posterior q, double nats)   // -> [B, Z]
    {
        using Scalar part = nats / q.Mean.size(1);
        return full_like(q.Mean, part);
    }
}

using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Evaluation;

/// <summary>
/// Estimates log p(x) from below by log 1/k Σ p(x, z) / q(z|x) (Burda et al., "Importance Weighted Autoencoders", 2016), k draws of z for
/// each row.
/// </summary>
internal sealed class ImportanceWeightedLikelihood(VaeModel model, int samples, Generator noise)
{
    private double _sum;

    /// <summary>The bounds of all rows so far, added up, in nats.</summary>
    public double Sum => _sum;

    /// <summary>Adds a batch. The caller holds a lease on the model.</summary>
    public void Add(Tensor input, Tensor mean, Tensor logVariance)   // [B, D + C],[B, Z],[B, Z]
    {
        using Scalar logCount = Math.Log(samples);
        Tensor? total = null;                                                                  // [B], log Σ w
        for (int i = 0; i < samples; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor weight = LogWeight(input, mean, logVariance).to(ScalarType.Float64);            // [B]
            Tensor next = scope.MoveToOuter(total is null ? weight : total.logaddexp(weight));   // [B]
            total?.Dispose();
            total = next;
        }
        _sum += total!.sub(logCount).sum().item<double>();
    }

    private Tensor LogWeight(Tensor input, Tensor mean, Tensor logVariance)   // -> [B]
    {
        Tensor z = GaussianBottleneck.Sample(mean, logVariance, noise);                                          // [B, Z]
        Tensor decoded = model.Network.Decode(z, input);                                                       // [B, P]
        Tensor reconstruction = model.Likelihood.NegativeLogLikelihood(decoded, model.Network.Pixels(input));  // [B]
        return ImportanceWeightedObjective.LogWeights(reconstruction, z, mean, logVariance);
    }
}

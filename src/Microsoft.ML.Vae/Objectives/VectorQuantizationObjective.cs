using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// −log p(x|e) + β ‖z(x) − sg(e)‖², where e are the codebook vectors nearest to z(x) (van den Oord, Vinyals and Kavukcuoglu, "Neural
/// Discrete Representation Learning", 2017, equation 3; the codebook's moving average replaces its second term).
/// </summary>
internal sealed class VectorQuantizationObjective(CodebookShape codebook, double commitment, double decay) : Objective
{
    internal override BottleneckSpec Latent { get; } = BottleneckSpec.Quantized(codebook, decay);

    internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
    {
        using Scalar weight = commitment;
        return batch.Reconstruction.mean().add(Commitment(batch.Mean, batch.Latent).mean(), weight);   // []
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"Vector quantisation by {codebook.Vectors} vectors in {codebook.Groups} groups, commitment {commitment}, decay {decay}");

    /// <summary>‖z(x) − sg(e)‖² of each row.</summary>
    internal static Tensor Commitment(Tensor encodings, Tensor quantized)   // [B, Z],[B, Z] -> [B]
    {
        Tensor distance = encodings - quantized.detach();   // [B, Z]
        return (distance * distance).sum(1);
    }
}

namespace Microsoft.ML.Vae.Health;

/// <summary>The first two moments of the slots of a sample.</summary>
internal static class SlotMoments
{
    /// <summary>Adds them to what is known. The caller has a dispose scope open.</summary>
    public static HealthEvidence AddTo(HealthEvidence evidence, Tensor x)   // [N, D] Float32
    {
        Tensor mean = x.mean([0]);                                     // [D]
        Tensor centered = x - mean;                                    // [N, D]
        Tensor variance = (centered * centered).mean([0]);             // [D]
        Tensor square = mean * mean;                                   // [D]
        Tensor varies = variance.gt(Scalars.Zero);                     // [D]
        return evidence with
        {
            VaryingSlots = (int)varies.sum().item<long>(),
            OffCenterSlots = (int)square.gt(variance).logical_and(varies).sum().item<long>(),
            MeanSquare = square.add(variance, Scalars.One).mean().item<float>(),
        };
    }
}

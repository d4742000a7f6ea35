namespace Microsoft.ML.Vae.Health;

/// <summary>The first two moments of the slots of a sample.</summary>
internal static class SlotMoments
{
    /// <summary>Adds them to what is known. The caller has a dispose scope open.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="sample">The sample in pieces [P, D], Float32; read twice.</param>
    public static HealthEvidence AddTo(HealthEvidence evidence, IEnumerable<Tensor> sample)
    {
        (Tensor mean, _) = Mean(sample);                                        // [1, D]
        (Tensor variance, _) = Mean(sample, values => Square(values - mean));   // [1, D]
        Tensor square = Square(mean);                                           // [1, D]
        Tensor varies = variance.gt(Scalars.Zero);                              // [1, D]
        return evidence with
        {
            VaryingSlots = (int)varies.sum().item<long>(),
            OffCenterSlots = (int)square.gt(variance).logical_and(varies).sum().item<long>(),
            MeanSquare = square.add(variance, Scalars.One).mean().item<double>(),
        };
    }

    /// <summary>The mean of each slot, or of a function of its values, and the number of rows.</summary>
    public static (Tensor Mean, long Rows) Mean(IEnumerable<Tensor> sample, Func<Tensor, Tensor>? function = null)   // -> [1, D] Float64
    {
        Tensor? sum = null;   // [1, D]
        long rows = 0;
        foreach (Tensor piece in sample)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor values = piece.to(ScalarType.Float64);                                             // [P, D]
            Tensor some = (function?.Invoke(values) ?? values).sum([0], keepdim: true);               // [1, D]
            sum = sum?.add_(some, Scalars.One) ?? some.MoveToOuterDisposeScope();
            rows += piece.size(0);
        }
        using Scalar count = (double)rows;
        return (sum!.div_(count), rows);
    }

    private static Tensor Square(Tensor x) => x * x;
}

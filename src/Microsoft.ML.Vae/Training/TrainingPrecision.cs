namespace Microsoft.ML.Vae;

/// <summary>How precise the matrix products of a fit are; see <see cref="VaeOptions.Precision"/>.</summary>
public enum TrainingPrecision
{
    /// <summary>32-bit floating point.</summary>
#pragma warning disable CA1720 // the name of the type
    Single,
#pragma warning restore CA1720

    /// <summary>
    /// Operands and results of the matrix products are rounded to bfloat16, which has 8 significant bits and the range of
    /// <see cref="Single"/>. Weights, activations, losses, gradients' sums and the optimizer's memory stay 32-bit. Faster on processors
    /// that multiply bfloat16 (AVX512_BF16 or AMX); on others, the fit logs a warning and uses <see cref="Single"/>. Only <see
    /// cref="TrainingEngine.Fused"/> has it, for the models that it can train; for others, the fit throws <see
    /// cref="InvalidOperationException"/>. A fit's result depends on the number of threads.
    /// </summary>
    BFloat16,
}

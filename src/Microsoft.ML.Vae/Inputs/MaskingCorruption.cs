namespace Microsoft.ML.Vae.Inputs;

/// <summary>0 with a probability, else x.</summary>
internal sealed class MaskingCorruption(double probability) : Corruption
{
    private readonly double _probability = Guard.Positive(probability, maximum: 1);
    private readonly Scalar _threshold = probability;

    internal override Tensor Corrupt(Tensor x, Generator noise) =>   // [B, D] -> [B, D]
        x * Uniform(x, noise).ge(_threshold).to(ScalarType.Float32);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Masking({_probability})");
}

namespace Microsoft.ML.Vae.Inputs;

/// <summary>0 with a probability, else x.</summary>
internal sealed class MaskingCorruption : Corruption
{
    private readonly double _probability;
    private readonly Scalar _threshold;

    public MaskingCorruption(double probability)
    {
        _probability = Guard.Positive(probability, maximum: 1);
        _threshold = probability;
    }

    internal override Tensor Corrupt(Tensor x, Generator noise) =>   // [B, D] -> [B, D]
        x * Uniform(x, noise).ge(_threshold).to(ScalarType.Float32);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Masking({_probability})");
}

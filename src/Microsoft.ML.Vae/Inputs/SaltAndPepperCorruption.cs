namespace Microsoft.ML.Vae.Inputs;

/// <summary>0 or 1 with a probability, half of it each, else x.</summary>
internal sealed class SaltAndPepperCorruption(double probability) : Corruption
{
    private readonly double _probability = Guard.Positive(probability, maximum: 1);
    private readonly Scalar _half = probability / 2;
    private readonly Scalar _whole = probability;

    internal override Tensor Corrupt(Tensor x, Generator noise)   // [B, D] -> [B, D]
    {
        Tensor u = Uniform(x, noise);                                   // [B, D]
        Tensor kept = u.ge(_whole).to(ScalarType.Float32);              // [B, D]
        Tensor salt = u.lt(_half).to(ScalarType.Float32);               // [B, D]
        return (x * kept).add(salt, Scalars.One);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"SaltAndPepper({_probability})");
}

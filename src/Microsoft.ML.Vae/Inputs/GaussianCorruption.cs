namespace Microsoft.ML.Vae.Inputs;

/// <summary>x + σ ε with ε ~ N(0, 1).</summary>
internal sealed class GaussianCorruption(double standardDeviation) : Corruption
{
    private const double Largest = 1e4;

    private readonly double _deviation = Guard.Positive(standardDeviation, Largest);
    private readonly Scalar _scale = standardDeviation;

    internal override Tensor Corrupt(Tensor x, Generator noise) =>   // [B, D] -> [B, D]
        x.add(randn(x.size(0), x.size(1), ScalarType.Float32, CPU, generator: noise).to(x.device), _scale);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Gaussian(σ = {_deviation})");
}

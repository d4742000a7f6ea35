namespace Microsoft.ML.Vae.Inputs;

/// <summary>Black or white with a probability, half of it each, else x; all colors of a pixel together, and its alpha not at all.</summary>
internal sealed class SaltAndPepperCorruption(double probability) : Corruption
{
    private const int WithAlpha = 4;

    private readonly double _probability = Guard.Positive(probability, maximum: 1);
    private readonly Scalar _half = probability / 2;
    private readonly Scalar _whole = probability;
    private ImageLayout? _layout;
    private Scalar _black = 0f;
    private Scalar _white = 1f;

    internal override Corruption For(PixelColumn column)
    {
        (float black, float white) = column.Range;
        return new SaltAndPepperCorruption(_probability)
        {
            _layout = column.Layout,
            _black = column.Scaling.Apply(black),
            _white = column.Scaling.Apply(white),
        };
    }

    internal override Tensor Corrupt(Tensor x, Generator noise)   // [B, D] -> [B, D]
    {
        Tensor u = _layout is { Channels: > 1 } layout ? PerPixel(x, layout, noise) : Uniform(x, noise);   // [B, D]
        Tensor kept = u.ge(_whole).to(ScalarType.Float32);              // [B, D]
        Tensor salt = u.lt(_half).to(ScalarType.Float32);               // [B, D]
        Tensor pepper = kept.logical_or(salt).logical_not().to(ScalarType.Float32);
        return (x * kept).add(salt, _white).add(pepper, _black);
    }

    private static Tensor PerPixel(Tensor x, ImageLayout layout, Generator noise)   // -> [B, D]
    {
        Tensor u = Uniform(x.narrow(1, 0, x.size(1) / layout.Channels), noise);     // [B, D / channels]
        int alpha = layout.Channels == WithAlpha ? layout.ColorOrder.ToString().IndexOf('A', StringComparison.Ordinal) : -1;
        IEnumerable<Tensor> channels = Enumerable.Range(0, layout.Channels).Select(channel => channel == alpha ? ones_like(u) : u);
        return stack([.. channels], layout.InterleavePixelColors ? 2 : 1).reshape(x.size(0), x.size(1));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"SaltAndPepper({_probability})");
}

namespace Microsoft.ML.Vae.Latents;

/// <summary>The kind of bottleneck that an objective needs, by which a network makes its own.</summary>
internal abstract record BottleneckSpec
{
    public static BottleneckSpec Gaussian { get; } = new GaussianSpec();

    public static BottleneckSpec Point { get; } = new PointSpec();

    /// <param name="codebook">The size of the codebook.</param>
    /// <param name="decay">γ of its moving averages, of no effect after training.</param>
    public static BottleneckSpec Quantized(CodebookShape codebook, double decay = 0.99) => new QuantizedSpec(codebook, decay);

    /// <summary>Whether a row's latent is a distribution, from which to draw: the encoder gives log σ² too.</summary>
    public virtual bool HasPosterior => false;

    /// <summary>Whether there is a prior to draw from.</summary>
    public virtual bool HasPrior => true;

    /// <summary>The size of the codebook; null without one.</summary>
    public virtual CodebookShape? Codebook => null;

    /// <param name="latentDimension">Z.</param>
    /// <param name="normal">Draws a tensor of so many rows and columns from N(0, 1), where it is to lie.</param>
    public abstract Bottleneck Create(int latentDimension, Func<long, long, Tensor> normal);

    private sealed record GaussianSpec : BottleneckSpec
    {
        public override bool HasPosterior => true;

        public override Bottleneck Create(int latentDimension, Func<long, long, Tensor> normal) => new GaussianBottleneck();

        public override string ToString() => "";
    }

    private sealed record PointSpec : BottleneckSpec
    {
        public override bool HasPrior => false;

        public override Bottleneck Create(int latentDimension, Func<long, long, Tensor> normal) => new PointBottleneck();

        public override string ToString() => " (points)";
    }

    private sealed record QuantizedSpec(CodebookShape Shape, double Decay) : BottleneckSpec
    {
        public override CodebookShape? Codebook => Shape;

        public override Bottleneck Create(int latentDimension, Func<long, long, Tensor> normal) =>
            new QuantizedBottleneck(new Codebook(Shape, latentDimension, normal), Decay);

        public override string ToString() => FormattableString.Invariant($" ({Shape.Groups} of {Shape.Vectors} vectors)");
    }
}

using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Latents;

/// <summary>
/// The vectors e of a vector-quantised autoencoder, learned by moving averages of the encodings that choose them (van den Oord, Vinyals
/// and Kavukcuoglu, "Neural Discrete Representation Learning", 2017, appendix A.1). A latent consists of G groups of Z / G numbers, each
/// replaced by the nearest vector.
/// </summary>
internal sealed class Codebook : nn.Module
{
    // A vector that is chosen less than a hundredth as often as the average is dead.
    private const double DeadShare = 0.01;

    private static readonly Scalar _minusTwo = -2;
    private static readonly Scalar _half = 0.5;
    private static readonly Scalar _inverseRootTwo = Math.Sqrt(0.5);
    private static readonly Scalar _zero = 0;
    private static readonly Scalar _tiny = 1e-5;

    [ComponentName(Name = "vectors")]
    private readonly Tensor _vectors;   // [K, Z / G]

    [ComponentName(Name = "counts")]
    private readonly Tensor _counts;   // [K], N: how often each vector was chosen, a moving average

    [ComponentName(Name = "sums")]
    private readonly Tensor _sums;   // [K, Z / G], m: of the encodings that chose it, a moving average

    private readonly Scalar _last;

    public Codebook(CodebookShape shape, int latentDimension, Func<long, long, Tensor> normal) : base("codebook")
    {
        Shape = shape;
        _last = shape.Vectors - 1;
        long size = latentDimension / shape.Groups;
        _vectors = normal(shape.Vectors, size);
        _counts = zeros(shape.Vectors, ScalarType.Float32, _vectors.device);
        _sums = zeros_like(_vectors);
        RegisterComponents();
    }

    public CodebookShape Shape { get; }

    /// <summary>The vectors, [K, Z / G].</summary>
    public Tensor Vectors => _vectors;

    /// <summary>The nearest vector of each group, by its number.</summary>
    public Tensor Nearest(Tensor encodings)   // [B, Z] -> [B, G] Int64
    {
        Tensor z = Grouped(encodings);                                                  // [B·G, Z / G]
        Tensor lengths = (_vectors * _vectors).sum(1);                                  // [K]
        // ‖z − e‖² but for ‖z‖², which all vectors have in common.
        Tensor distances = z.mm(_vectors.t()).mul(_minusTwo).add(lengths, Scalars.One);   // [B·G, K]
        return distances.argmin(1).reshape(-1, Shape.Groups);
    }

    /// <summary>The latents that these vectors form.</summary>
    public Tensor Look(Tensor indices) => _vectors.index_select(0, indices.reshape(-1)).reshape(indices.size(0), -1);   // [B, G] -> [B, Z]

    /// <summary>Latents whose vectors are all equally likely, from standard normal noise.</summary>
    public Tensor FromNoise(Tensor noise)   // [B, Z] -> [B, Z]
    {
        Tensor first = noise.reshape(noise.size(0), Shape.Groups, -1).select(2, 0);                             // [B, G]
        Tensor uniform = first.mul(_inverseRootTwo).erf().add(Scalars.One, Scalars.One).mul(_half);               // [B, G]
        using Scalar count = Shape.Vectors;
        return Look(uniform.mul(count).floor().clamp(_zero, _last).to(ScalarType.Int64));
    }

    /// <summary>
    /// Moves each vector towards the mean of the encodings that chose it: N ← γN + (1 − γ)n, m ← γm + (1 − γ)Σz, e = m / N. Dead vectors
    /// begin anew at encodings of the batch, picked at random (Dhariwal et al., "Jukebox", 2020). The first step has no averages yet, so
    /// that every vector comes from its batch: the mean of the encodings that chose it, or one of them.
    /// </summary>
    public void Learn(Tensor encodings, Tensor indices, Scalar decay, Scalar rest, Generator noise)   // [B, Z],[B, G]
    {
        using IDisposable noGradient = no_grad();
        Tensor z = Grouped(encodings.detach());                                                                  // [B·G, Z / G]
        Tensor chosen = indices.reshape(-1);                                                                     // [B·G]
        Tensor n = zeros_like(_counts).index_add_(0, chosen, ones(chosen.size(0), ScalarType.Float32, z.device), Scalars.One);   // [K]
        Tensor sum = zeros_like(_sums).index_add_(0, chosen, z, Scalars.One);                                    // [K, Z / G]
        _counts.mul_(decay).add_(n, rest);
        _sums.mul_(decay).add_(sum, rest);

        using Scalar share = 1.0 / Shape.Vectors, deadShare = DeadShare / Shape.Vectors;
        Tensor total = _counts.sum();                                                                            // []
        Tensor dead = _counts.lt(total.mul(deadShare)).to(ScalarType.Float32).unsqueeze(1);                      // [K, 1]
        Tensor alive = dead.neg().add(Scalars.One, Scalars.One);                                                 // [K, 1]
        Tensor picked = randint(0, z.size(0), [Shape.Vectors], ScalarType.Int64, CPU, generator: noise).to(z.device);   // [K]
        Tensor fresh = z.index_select(0, picked);                                                                // [K, Z / G]
        Tensor average = total.mul(share);                                                                       // []
        _counts.mul_(alive.squeeze(1)).add_(dead.squeeze(1) * average, Scalars.One);
        _sums.mul_(alive).add_(fresh * dead * average, Scalars.One);
        _vectors.copy_(_sums / _counts.clamp_min(_tiny).unsqueeze(1));
    }

    private Tensor Grouped(Tensor codes) => codes.reshape(codes.size(0) * Shape.Groups, -1);   // [B, Z] -> [B·G, Z / G]
}

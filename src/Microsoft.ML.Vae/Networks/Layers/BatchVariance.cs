using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>
/// log σ² of all pixels in closed form: σ² is the mean squared error of a batch while training, and its running average afterwards (Rybkin
/// et al., 2021). The gradient of −log p with respect to the means is the same whether σ² is differentiated or held, as it is the minimum.
/// </summary>
internal sealed class BatchVariance : nn.Module
{
    private const double Momentum = 0.1;
    private const double Smallest = 1e-30;   // so that its logarithm is finite

    private static readonly Scalar _momentum = Momentum;
    private static readonly Scalar _rest = 1 - Momentum;
    private static readonly Scalar _smallest = Smallest;

    [ComponentName(Name = "mean_square")]
    private readonly Tensor _meanSquare;   // [1], 0 before the first batch

    public BatchVariance(LayerFactory layers) : base("variance")
    {
        _meanSquare = layers.Zeros(1);
        RegisterComponents();
    }

    /// <summary>Means with the running log-variance after them.</summary>
    public Tensor Append(Tensor means) => Append(means, _meanSquare);   // [B, D] -> [B, D + 1]

    /// <summary>Learns from a batch, whose own log-variance replaces the running one.</summary>
    /// <param name="decoded">Means, and a log-variance after them, [B, D + 1].</param>
    /// <param name="x">Pixels, [B, D].</param>
    public Tensor Learn(Tensor decoded, Tensor x)   // -> [B, D + 1]
    {
        Tensor means = decoded.narrow(1, 0, x.size(1));   // [B, D]
        return Append(means, Observe(means, x));
    }

    private Tensor Observe(Tensor means, Tensor x)   // -> [1]
    {
        using IDisposable noGradient = no_grad();
        Tensor missing = x.isnan();                                                  // [B, D]
        Tensor error = (x - means).masked_fill_(missing, Scalars.Zero);              // [B, D]
        Tensor observed = missing.logical_not().sum(ScalarType.Float32).clamp_min_(Scalars.One);   // []
        Tensor meanSquare = (error * error).sum().div(observed).reshape(1);          // [1]
        Tensor average = _meanSquare.mul(_rest).add_(meanSquare, _momentum);         // [1]
        _meanSquare.copy_(average.where(_meanSquare.gt(Scalars.Zero), meanSquare));
        return meanSquare;
    }

    private static Tensor Append(Tensor means, Tensor meanSquare) =>
        cat([means, meanSquare.clamp_min(_smallest).log().expand(means.size(0), 1)], 1);
}

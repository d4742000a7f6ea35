using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>A batch of which a test knows every number, in doubles and as tensors; the posterior's parameters take gradients.</summary>
internal sealed class KnownBatch : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _noise = new(7, CPU);
    private readonly Tensor _mean;          // [B, Z]
    private readonly Tensor _logVariance;   // [B, Z]
    private readonly Tensor _epsilon;       // [B, Z]

    public KnownBatch(int rows, int latent, double spread = 1)
    {
        var random = new Random(3);
        double[][] Draw(double low, double high) =>
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, latent).Select(_ => Single(low + (high - low) * random.NextDouble())).ToArray())];
        Mean = Draw(-2 * spread, 2 * spread);
        LogVariance = Draw(-3, 0.5);
        Epsilon = Draw(-2, 2);
        Reconstruction = [.. Enumerable.Range(0, rows).Select(_ => Single(20 + 50 * random.NextDouble()))];
        _mean = TensorValues.Matrix(Mean).requires_grad_();
        _logVariance = TensorValues.Matrix(LogVariance).requires_grad_();
        _epsilon = TensorValues.Matrix(Epsilon);
    }

    public double[][] Mean { get; }

    public double[][] LogVariance { get; }

    public double[][] Epsilon { get; }

    public double[] Reconstruction { get; }

    public double[][] Latent =>
        [.. Mean.Select((mean, i) => mean.Select((mu, j) => mu + Math.Exp(LogVariance[i][j] / 2) * Epsilon[i][j]).ToArray())];

    /// <summary>KL of each row.</summary>
    public double[] Divergence => [.. Mean.Zip(LogVariance, ReferenceLoss.KlDivergence)];

    public ObjectiveBatch Tensors()
    {
        Tensor z = GaussianBottleneck.Reparameterize(_mean, _logVariance, _epsilon);                          // [B, Z]
        Tensor reconstruction = TensorValues.Matrix([Reconstruction]).reshape(-1);                    // [B]
        return new ObjectiveBatch(_mean, _logVariance, z, z, reconstruction, GaussianDivergence.ToStandardNormal(_mean, _logVariance), _noise);
    }

    public double Loss(Objective objective, TrainingPosition position = default)
    {
        using DisposeScope scope = NewDisposeScope();
        return objective.Loss(Tensors(), position).item<float>();
    }

    /// <summary>The gradient at the means and the log-variances, one row after the other.</summary>
    public (double[] Mean, double[] LogVariance) Gradients(Objective objective, TrainingPosition position = default)
    {
        using DisposeScope scope = NewDisposeScope();
        (_mean.grad, _logVariance.grad) = (null, null);
        objective.Backward(Tensors(), position);
        return (TensorValues.ToDoubles(_mean.grad!), TensorValues.ToDoubles(_logVariance.grad!));
    }

    public void Dispose()
    {
        _noise.Dispose();
        _scope.Dispose();
    }

    private static double Single(double value) => (float)value;
}

using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>
/// x|z ~ N(w z, 1) with z ~ N(0, 1), of which everything is known: p(x) = N(0, w² + 1) and p(z|x) = N(w x / (w² + 1), 1 / (w² + 1)). q(z|x) = N(μ, e^v), the same
/// for all rows, and every row has the same x.
/// </summary>
internal sealed record ScalarModel(double X, double W, double Mean, double LogVariance)
{
    private static readonly double _halfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    public static ScalarModel AtThePosterior(double x, double w) => new(x, w, w * x / (w * w + 1), -Math.Log(w * w + 1));

    public double LogEvidence => -0.5 * X * X / (W * W + 1) - 0.5 * Math.Log(W * W + 1) - _halfLogTwoPi;

    public double Elbo => -0.5 * (Math.Pow(X - W * Mean, 2) + W * W * Math.Exp(LogVariance)) - _halfLogTwoPi
        - ReferenceLoss.KlDivergence([Mean], [LogVariance]);

    public double LogWeight(double z) =>
        -0.5 * Math.Pow(X - W * z, 2) - _halfLogTwoPi - 0.5 * z * z + 0.5 * Math.Pow(z - Mean, 2) / Math.Exp(LogVariance) + 0.5 * LogVariance;

    public double Latent(double epsilon) => Mean + Math.Exp(LogVariance / 2) * epsilon;

    /// <summary>−log 1/K Σ w, averaged over rows of K draws each.</summary>
    public double Loss(double[][] epsilon) =>
        -epsilon.Average(row => Math.Log(row.Average(e => Math.Exp(LogWeight(Latent(e))))));

    /// <summary>The same by the library, with its gradients at μ, v and w.</summary>
    public (double Loss, double Mean, double LogVariance, double W) Run(bool doublyReparameterised, double[][] epsilon)
    {
        int rows = epsilon.Length, k = epsilon[0].Length;
        using DisposeScope scope = NewDisposeScope();
        using var noise = new Generator(1, CPU);
        Tensor mean = Constant(Mean, rows), logVariance = Constant(LogVariance, rows), w = Constant(W, rows * k);
        var objective = new ImportanceWeightedObjective(k, doublyReparameterised);
        Tensor draws = TensorValues.Matrix(epsilon).reshape(-1, 1);                                                  // [B·K, 1]
        Tensor z = GaussianBottleneck.Reparameterize(SampleReplication.Repeat(mean, k), SampleReplication.Repeat(logVariance, k), draws);            // [B·K, 1]
        Tensor decoded = objective.DecoderInput(z);                                                                  // [B·K, 1]
        Tensor x = TensorValues.Matrix([.. Enumerable.Repeat(new[] { X }, rows * k)]);                               // [B·K, 1]
        Tensor reconstruction = Likelihood.Gaussian().NegativeLogLikelihood(decoded * w, x);                         // [B·K]
        var batch = new ObjectiveBatch(mean, logVariance, z, decoded, reconstruction, GaussianDivergence.ToStandardNormal(mean, logVariance), noise);
        double loss = objective.Loss(batch, default).item<float>();
        objective.Backward(batch, default);
        return (loss, Sum(mean), Sum(logVariance), Sum(w));
    }

    private static Tensor Constant(double value, int rows) => TensorValues.Matrix([.. Enumerable.Repeat(new[] { value }, rows)]).requires_grad_();

    private static double Sum(Tensor parameter) => TensorValues.ToDoubles(parameter.grad!).Sum();
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// Adam (Kingma and Ba, 2015) with its defaults β₁ = 0.9, β₂ = 0.999, ε = 1e-8. TorchSharp's own passes temporary scalars to native code, where
/// the garbage collector may free them under way; here each outlives its use.
/// </summary>
internal sealed class AdamOptimizer : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private static readonly Scalar _beta1 = Beta1;
    private static readonly Scalar _beta2 = Beta2;
    private static readonly Scalar _oneMinusBeta1 = 1 - Beta1;
    private static readonly Scalar _oneMinusBeta2 = 1 - Beta2;

    private readonly Parameter[] _parameters;
    private readonly Tensor[] _means;     // first moments
    private readonly Tensor[] _squares;   // second moments
    private readonly double _learningRate;
    private long _step;

    public AdamOptimizer(IEnumerable<Parameter> parameters, double learningRate)
    {
        _learningRate = learningRate;
        _parameters = [.. parameters];
        _means = [.. _parameters.Select(Zeros)];
        _squares = [.. _parameters.Select(Zeros)];
    }

    /// <summary>Forgets the gradients, for the next backward pass to make new ones.</summary>
    public void ResetGradients()
    {
        foreach (Parameter parameter in _parameters)
            parameter.grad = null;
    }

    /// <summary>Updates the parameters from their gradients. The caller has a dispose scope open.</summary>
    public void Step()
    {
        using IDisposable noGradient = no_grad();
        _step++;
        // θ -= α m̂ / (√v̂ + ε) with both bias corrections drawn into α and ε, as the paper proposes at the end of its section 2.
        double correction = Math.Sqrt(1 - Math.Pow(Beta2, _step));
        using Scalar rate = -_learningRate * correction / (1 - Math.Pow(Beta1, _step));
        using Scalar epsilon = Epsilon * correction;
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].grad is not { } gradient)
                continue;
            Tensor mean = _means[i].mul_(_beta1).add_(gradient, _oneMinusBeta1);
            Tensor square = _squares[i].mul_(_beta2).addcmul_(gradient, gradient, _oneMinusBeta2);
            _parameters[i].addcdiv_(mean, square.sqrt().add_(epsilon, Scalars.One), rate);
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _means.Concat(_squares))
            tensor.Dispose();
    }

    private static Tensor Zeros(Parameter parameter) => zeros_like(parameter).DetachFromDisposeScope();
}

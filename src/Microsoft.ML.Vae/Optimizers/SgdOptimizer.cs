using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Stochastic gradient descent with momentum.</summary>
internal sealed class SgdOptimizer : Optimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;

    public SgdOptimizer(double momentum, bool nesterov)
    {
        _momentum = Guard.BelowOne(momentum);
        _nesterov = nesterov;
        if (nesterov && momentum == 0)
            throw Guard.OutOfRange(momentum, "in (0, 1) with Nesterov momentum");
    }

    internal override OptimizerRun Start(IEnumerable<Parameter> parameters) => new Run(this, parameters);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"SGD(μ = {_momentum}{(_nesterov ? ", Nesterov" : "")})");

    private sealed class Run : OptimizerRun
    {
        private readonly SgdOptimizer _rule;
        private readonly Scalar _momentum;
        private readonly StepScalar _rate;
        private readonly StepScalar _momentumRate;
        private readonly Tensor[] _velocities;

        public Run(SgdOptimizer rule, IEnumerable<Parameter> parameters) : base(parameters)
        {
            _rule = rule;
            _momentum = Own<Scalar>(rule._momentum);
            (_rate, _momentumRate) = (Own(new StepScalar()), Own(new StepScalar()));
            _velocities = rule._momentum == 0 ? [] : Zeros("velocity");
        }

        protected override void Begin(double learningRate)
        {
            _rate.Set(-learningRate);
            _momentumRate.Set(-learningRate * _rule._momentum);
        }

        protected override void Update(int index, Parameter parameter, Tensor gradient)
        {
            if (_velocities.Length == 0)
            {
                parameter.add_(gradient, _rate);
                return;
            }
            Tensor velocity = _velocities[index].mul_(_momentum).add_(gradient, Scalars.One);
            if (_rule._nesterov)
                parameter.add_(gradient, _rate).add_(velocity, _momentumRate);
            else
                parameter.add_(velocity, _rate);
        }
    }
}

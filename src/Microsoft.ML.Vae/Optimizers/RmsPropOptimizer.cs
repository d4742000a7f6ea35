using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Steps divided by a running root mean square of the gradient.</summary>
internal sealed class RmsPropOptimizer : Optimizer
{
    private readonly double _smoothing;
    private readonly double _epsilon;

    public RmsPropOptimizer(double smoothing, double epsilon)
    {
        _smoothing = Guard.BelowOne(smoothing);
        _epsilon = Guard.Positive(epsilon, maximum: 1);
    }

    internal override OptimizerRun Start(IEnumerable<Parameter> parameters) => new Run(this, parameters);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"RMSProp(ρ = {_smoothing}, ε = {_epsilon})");

    private sealed class Run : OptimizerRun
    {
        private readonly Scalar _smoothing;
        private readonly Scalar _oneMinusSmoothing;
        private readonly Scalar _epsilon;
        private readonly StepScalar _rate;
        private readonly Tensor[] _squares;

        public Run(RmsPropOptimizer rule, IEnumerable<Parameter> parameters) : base(parameters)
        {
            _smoothing = Own<Scalar>(rule._smoothing);
            _oneMinusSmoothing = Own<Scalar>(1 - rule._smoothing);
            _epsilon = Own<Scalar>(rule._epsilon);
            _rate = Own(new StepScalar());
            _squares = Zeros("square");
        }

        protected override void Begin(double learningRate) => _rate.Set(-learningRate);

        protected override void Update(int index, Parameter parameter, Tensor gradient)
        {
            Tensor square = _squares[index].mul_(_smoothing).addcmul_(gradient, gradient, _oneMinusSmoothing);
            parameter.addcdiv_(gradient, square.sqrt().add_(_epsilon, Scalars.One), _rate);
        }
    }
}

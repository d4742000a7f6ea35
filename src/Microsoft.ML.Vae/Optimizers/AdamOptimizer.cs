using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;
using TorchSharp.Modules;
using Vector = System.Runtime.Intrinsics.Vector512<float>;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>Adam, and AdamW where weights decay.</summary>
internal sealed class AdamOptimizer : Optimizer
{
    public const double DefaultBeta1 = 0.9;
    public const double DefaultBeta2 = 0.999;
    public const double DefaultEpsilon = 1e-8;

    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;

    public AdamOptimizer(double beta1, double beta2, double epsilon, double weightDecay)
    {
        _beta1 = Guard.BelowOne(beta1);
        _beta2 = Guard.BelowOne(beta2);
        _epsilon = Guard.Positive(epsilon, maximum: 1);
        _weightDecay = Guard.InRange(weightDecay, 0, 1);
    }

    internal override OptimizerRun Start(IEnumerable<Parameter> parameters) => new Run(this, parameters);

    internal override BlockRun Start(long length) => new Block(this, length);

    /// <inheritdoc/>
    public override string ToString() => _weightDecay == 0
        ? FormattableString.Invariant($"Adam(β₁ = {_beta1}, β₂ = {_beta2}, ε = {_epsilon})")
        : FormattableString.Invariant($"AdamW(λ = {_weightDecay}, β₁ = {_beta1}, β₂ = {_beta2}, ε = {_epsilon})");

    // θ -= α m̂ / (√v̂ + ε) with both bias corrections drawn into α and ε, as the paper proposes at the end of its section 2.
    private (double Rate, double Epsilon) Corrected(double learningRate, long steps)
    {
        double correction = Math.Sqrt(1 - Math.Pow(_beta2, steps));
        return (-learningRate * correction / (1 - Math.Pow(_beta1, steps)), _epsilon * correction);
    }

    private sealed unsafe class Block : BlockRun
    {
        private readonly AdamOptimizer _rule;
        private readonly NativeBuffer _means;
        private readonly NativeBuffer _squares;
        private float _rate;
        private float _epsilon;
        private float _kept;

        public Block(AdamOptimizer rule, long length) : base(length)
        {
            _rule = rule;
            _means = Zeros("mean");
            _squares = Zeros("square");
        }

        protected override void Prepare(double learningRate)
        {
            (double rate, double epsilon) = _rule.Corrected(learningRate, Steps);
            (_rate, _epsilon, _kept) = ((float)rate, (float)epsilon, (float)(1 - learningRate * _rule._weightDecay));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Update(float* weights, float* gradients, long start, long count, float factor)
        {
            float beta1 = (float)_rule._beta1, beta2 = (float)_rule._beta2;
            float oneMinusBeta1 = (float)(1 - _rule._beta1), oneMinusBeta2 = (float)(1 - _rule._beta2);
            Vector epsilon = Vector512.Create(_epsilon);
            for (long i = start; i < start + count; i += VectorMath.Width)
            {
                Vector gradient = Vector512.Load(gradients + i) * factor;
                Vector mean = VectorMath.FlushTiny(Vector512.Load(_means.Data + i) * beta1 + gradient * oneMinusBeta1);
                Vector square = VectorMath.FlushTiny(Vector512.Load(_squares.Data + i) * beta2 + gradient * gradient * oneMinusBeta2);
                mean.Store(_means.Data + i);
                square.Store(_squares.Data + i);
                Vector step = mean / (Vector512.Sqrt(square) + epsilon);
                Vector512.FusedMultiplyAdd(step, Vector512.Create(_rate), Vector512.Load(weights + i) * _kept).Store(weights + i);
            }
        }
    }

    private sealed class Run : OptimizerRun
    {
        private readonly AdamOptimizer _rule;
        private readonly Scalar _beta1;
        private readonly Scalar _beta2;
        private readonly Scalar _oneMinusBeta1;
        private readonly Scalar _oneMinusBeta2;
        private readonly StepScalar _rate;
        private readonly StepScalar _epsilon;
        private readonly StepScalar _kept;   // 1 - αλ
        private readonly Tensor[] _means;     // first moments
        private readonly Tensor[] _squares;   // second moments

        public Run(AdamOptimizer rule, IEnumerable<Parameter> parameters) : base(parameters)
        {
            _rule = rule;
            _beta1 = Own<Scalar>(rule._beta1);
            _beta2 = Own<Scalar>(rule._beta2);
            _oneMinusBeta1 = Own<Scalar>(1 - rule._beta1);
            _oneMinusBeta2 = Own<Scalar>(1 - rule._beta2);
            (_rate, _epsilon, _kept) = (Own(new StepScalar()), Own(new StepScalar()), Own(new StepScalar()));
            _means = Zeros("mean");
            _squares = Zeros("square");
        }

        protected override void Begin(double learningRate)
        {
            (double rate, double epsilon) = _rule.Corrected(learningRate, Steps);
            _rate.Set(rate);
            _epsilon.Set(epsilon);
            _kept.Set(1 - learningRate * _rule._weightDecay);
        }

        protected override void Update(int index, Parameter parameter, Tensor gradient)
        {
            if (_rule._weightDecay != 0)
                parameter.mul_(_kept);
            Tensor mean = _means[index].mul_(_beta1).add_(gradient, _oneMinusBeta1);
            Tensor square = _squares[index].mul_(_beta2).addcmul_(gradient, gradient, _oneMinusBeta2);
            parameter.addcdiv_(mean, square.sqrt().add_(_epsilon, Scalars.One), _rate);
        }
    }
}
